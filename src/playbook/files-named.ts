import type { Playbook } from './playbook.ts';
import { playbookTexts } from './texts.ts';

const INCLUDE = /\{%-?\s*(?:include|render)\s+["']([^"']+)["']/g;

/** Paths of the files beside a playbook that it names, and that those include, sorted. */
export function filesNamedBy(playbook: Playbook): string[] {
  const { templates } = playbook.source;
  const found = new Set<string>();
  const add = (name: string): void => {
    const text = templates[name];
    if (text === undefined || found.has(name)) return;
    found.add(name);
    included(text).forEach(add);
  };
  for (const { text, file } of playbookTexts(playbook)) {
    if (file) add(text);
    else included(text).forEach(add);
  }
  return [...found].sort();
}

function included(text: string): string[] {
  return [...text.matchAll(INCLUDE)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
