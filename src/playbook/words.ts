import { STAGES } from './playbook.ts';

/** What a word of the step language takes. */
export type Shape =
  | { is: 'text' | 'flag' | 'seconds' | 'map' | 'when' | 'texts' | 'permissions' | 'flag-or-text' }
  | { is: 'one-of'; values: readonly string[] }
  | { is: 'list'; of: Words };

export type Words = Readonly<Record<string, Shape>>;

const TEXT = { is: 'text' } as const;
const FLAG = { is: 'flag' } as const;
const TEXTS = { is: 'texts' } as const;
const WHEN = { is: 'when' } as const;

const FILE_WORDS: Words = {
  path: TEXT,
  owner: TEXT,
  permissions: { is: 'permissions' },
  encoding: { is: 'one-of', values: ['base64', 'gzip', 'gzip+base64'] },
  append: FLAG,
  block: { is: 'flag-or-text' },
  content: TEXT,
  template: TEXT,
  item: TEXT,
  directory: FLAG,
  absent: FLAG,
};

const ITEM_WORDS: Words = {
  kind: { is: 'one-of', values: ['binary', 'image', 'package', 'file'] },
  name: TEXT,
};

const STEP_WORDS: Words = {
  name: TEXT,
  when: WHEN,
  files: { is: 'list', of: FILE_WORDS },
  filesFrom: TEXT,
  check: TEXT,
  commands: TEXTS,
  commandsFrom: TEXT,
  always: FLAG,
  once: FLAG,
  onChange: TEXTS,
  undo: TEXTS,
  timeout: { is: 'seconds' },
  secret: FLAG,
  items: { is: 'list', of: ITEM_WORDS },
};

/** Every word of the step language, as in schemas/playbook.schema.json. */
export const PLAYBOOK_WORDS: Words = {
  name: TEXT,
  description: TEXT,
  stage: { is: 'one-of', values: STAGES },
  vars: { is: 'map' },
  when: WHEN,
  steps: { is: 'list', of: STEP_WORDS },
};
