import type { Playbook, PlaybookStep } from './playbook.ts';

/** A text that is a template, and where it stands. With `file`, the text is the name of a file beside the playbook. */
export interface TextPlace {
  path: string;
  text: string;
  file?: true;
}

/** Every text of a playbook that is rendered. */
export function playbookTexts(playbook: Playbook): TextPlace[] {
  return playbook.steps.flatMap((step, index) => stepTexts(step, `steps.${index}`));
}

function stepTexts(step: PlaybookStep, at: string): TextPlace[] {
  const lists = (['commands', 'onChange', 'undo'] as const).flatMap((word) =>
    (step[word] ?? []).map((text, index) => ({ path: `${at}.${word}.${index}`, text })),
  );
  const files = (step.files ?? []).flatMap((file, index): TextPlace[] => {
    const texts = (['path', 'owner', 'content', 'item'] as const).flatMap((word) => {
      const text = file[word];
      return text === undefined ? [] : [{ path: `${at}.files.${index}.${word}`, text }];
    });
    const template = `${at}.files.${index}.template`;
    return file.template === undefined ? texts : [...texts, { path: template, text: file.template, file: true }];
  });
  return [...(step.check === undefined ? [] : [{ path: `${at}.check`, text: step.check }]), ...lists, ...files];
}
