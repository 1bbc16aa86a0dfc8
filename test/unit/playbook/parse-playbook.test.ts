import { describe, expect, test } from 'vitest';
import { parsePlaybook } from '../../../src/playbook/parse-playbook.ts';
import { describeProblem } from '../../../src/playbook/problem.ts';

const step = (words: string): string => `name: 10-x\nsteps:\n  - { name: one, ${words} }\n`;

const WRONG: [why: string, yaml: string, problem: string][] = [
  ['unknown word', step('chek: x'), 'site.yaml:3:18: error: unknown word "chek" (did you mean "check"?)'],
  [
    'unknown word of the playbook',
    'name: a\nstepz: []\n',
    'site.yaml:2:1: error: unknown word "stepz" (did you mean "steps"?)',
  ],
  ['no name', 'steps: []', 'site.yaml:1:1: error: the playbook has no "name"'],
  ['no steps', 'name: a', 'site.yaml:1:1: error: the playbook has no "steps"'],
  ['a name that is no id', 'name: My Playbook\nsteps: []', 'site.yaml:1:7: error: must be lower case letters'],
  [
    'a step without a name',
    'name: a\nsteps:\n  - always: true\n    commands: [x]',
    'site.yaml:3:5: error: the step has no "name"',
  ],
  ['no YAML', 'name: [a', 'site.yaml:1:9: error: Flow sequence'],
  ['a tab', 'name: a\nsteps:\n\t- b', 'site.yaml:3:1: error: a tab is used to indent: YAML is indented with spaces'],
  ['a circle', 'name: a\nvars: &v { a: *v }\nsteps: []', 'site.yaml:2:15: error: *v stands inside &v itself'],
  ['the prototype', 'name: a\n__proto__: {}\nsteps: []', 'site.yaml:2:1: error: a field cannot be named __proto__'],
  ['a tag', 'name: a\nvars: { a: !vault b }\nsteps: []', 'site.yaml:2:12: error: the tag !vault means nothing here'],
  ['a template without quotes', step('always: true, commands: [{{ a }}]'), 'error: a list or an object where the name'],
  ['not a map', '- a', 'site.yaml:1:1: error: must be a map'],
  [
    'permissions as a number',
    step('files: [{ path: /x, content: x, permissions: 0644 }]'),
    'error: must be octal digits in quotes',
  ],
  ['a flag that is text', step('always: "yes", commands: [x]'), 'error: must be true or false'],
  ['a timeout of nothing', step('always: true, timeout: 0, commands: [x]'), 'error: must be a whole number of seconds'],
  ['commands that are no list', step('always: true, commands: x'), 'error: must be a list of commands'],
  [
    'an unknown stage',
    'name: a\nstage: later\nsteps: []',
    'site.yaml:2:8: error: must be one of prepare, post, clean, reset',
  ],
  [
    'when with a map',
    step('when: { host: { role: x } }, always: true, commands: [x]'),
    'error: must be a map of field names',
  ],
  ['a step without check', step('commands: [x]'), 'error: a step without "check" cannot be previewed'],
  ['a check without commands', step('check: x'), 'error: there are no "commands" to run'],
  ['nothing at all', step('timeout: 3'), 'error: the step does nothing'],
  ['files and commands', step('files: [], check: x, commands: [x]'), 'error: "files" and "commands" are two steps'],
  [
    'check and always',
    step('check: x, always: true, commands: [x]'),
    'error: only one of "check", "always" and "once"',
  ],
  ['a file without path', step('files: [{ content: x }]'), 'error: the file has no "path"'],
  ['a relative path', step('files: [{ path: etc/x, content: x }]'), 'error: must be an absolute path'],
  [
    'content and template',
    step('files: [{ path: /x, content: x, template: y }]'),
    'error: needs exactly one of content',
  ],
  [
    'append without content',
    step('files: [{ path: /x, absent: true, append: true }]'),
    'error: "append" and "block" need',
  ],
  [
    'append and block',
    step('files: [{ path: /x, content: x, append: true, block: true }]'),
    'error: only one of "append"',
  ],
  [
    'two steps of one name',
    'name: a\nsteps:\n  - { name: One!, always: true, commands: [x] }\n  - { name: one, always: true, commands: [x] }\n',
    'site.yaml:4:13: error: a second step named "one"',
  ],
];

describe('a playbook that cannot be read', () => {
  test.each(WRONG)('%s', (_why, yaml, problem) => {
    const { playbook, problems } = parsePlaybook(yaml, 'site.yaml', {});
    expect(playbook).toBeUndefined();
    expect(problems.map(describeProblem).join('\n')).toContain(problem);
  });

  test('all mistakes are told at once', () => {
    const { problems } = parsePlaybook('nam: a\nsteps:\n  - { nmae: x, tiemout: 3 }\n', 'site.yaml', {});
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '1 unknown word "nam" (did you mean "name"?)',
      '3 unknown word "nmae" (did you mean "name"?)',
      '3 unknown word "tiemout" (did you mean "timeout"?)',
      '1 the playbook has no "name"',
      '3 the step has no "name"',
    ]);
  });
});

test('what is not written has its default', () => {
  const { playbook } = parsePlaybook(step('always: true, commands: [x]'), 'site.yaml', {});
  expect(playbook).toMatchObject({ name: '10-x', description: '', stage: 'prepare', vars: {} });
});
