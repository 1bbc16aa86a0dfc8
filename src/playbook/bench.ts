import type { PlaybookContext } from './context.ts';
import type { Playbook } from './playbook.ts';
import { positionOf, type Renderer, type Scope } from './render.ts';

/** What a step is expanded with. */
export interface Bench {
  playbook: Playbook;
  renderer: Renderer;
  scope: Scope;
  context: PlaybookContext;
}

/** `site.yaml:3:27`, where the value at a dotted path of the playbook stands. */
export function positionText(playbook: Playbook, at: string): string {
  const { line, col } = positionOf(playbook, at);
  return `${playbook.source.file}:${line}:${col}`;
}
