import type { Complain } from './check-words.ts';
import type { FileWords, Playbook, PlaybookStep } from './playbook.ts';
import { slug } from './slug.ts';

const SOURCES = ['content', 'template', 'item', 'directory', 'absent'] as const;

/** Complains about what the shape of a playbook allows and its meaning does not. */
export function checkMeaning(playbook: Pick<Playbook, 'name' | 'steps'>, complain: Complain): void {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(playbook.name)) {
    complain('name', 'must be lower case letters, digits and hyphens, like "10-os-baseline"');
  }
  const seen = new Set<string>();
  playbook.steps.forEach((step, index) => {
    const at = `steps.${index}`;
    if (seen.has(slug(step.name))) complain(`${at}.name`, `a second step named "${step.name}"`);
    seen.add(slug(step.name));
    checkStep(step, at, complain);
  });
}

function checkStep(step: PlaybookStep, at: string, complain: Complain): void {
  const files = step.files !== undefined || step.filesFrom !== undefined;
  const commands = step.commands !== undefined || step.commandsFrom !== undefined;
  const known = step.check !== undefined || step.always === true || step.once === true;
  const runs = commands || step.check !== undefined || step.always === true;
  if (files && runs) complain(at, '"files" and "commands" are two steps: use "onChange" for what follows');
  else if (commands && !known) {
    complain(at, 'a step without "check" cannot be previewed: add "check", or say "always: true" or "once: true"');
  } else if (known && !commands && !files) complain(at, 'there are no "commands" to run');
  else if (!(files || commands || step.undo)) complain(at, 'the step does nothing: it needs "files" or "commands"');
  if (Number(step.check !== undefined) + Number(step.always === true) + Number(step.once === true) > 1) {
    complain(at, 'only one of "check", "always" and "once" makes sense');
  }
  step.files?.forEach((file, index) => void checkFile(file, `${at}.files.${index}`, complain));
}

function checkFile(file: FileWords, at: string, complain: Complain): void {
  if (file.path === undefined) complain(at, 'the file has no "path"');
  else if (!/^(\/|\{\{)/.test(file.path)) complain(`${at}.path`, 'must be an absolute path');
  const given = SOURCES.filter((word) => file[word] !== undefined && file[word] !== false);
  if (given.length !== 1) complain(at, `needs exactly one of ${SOURCES.join(', ')}`);
  const text = file.content !== undefined || file.template !== undefined;
  if ((file.append || file.block) && !text) complain(at, '"append" and "block" need "content" or "template"');
  if (file.append && file.block) complain(at, 'only one of "append" and "block" makes sense');
  if (file.encoding !== undefined && file.content === undefined) complain(`${at}.encoding`, 'is for "content" only');
}
