import { expect, test } from 'vitest';
import { lintPlaybooks } from '../../../src/playbook/lint.ts';
import { describeProblem } from '../../../src/playbook/problem.ts';
import { playbookOf } from './sandbox.ts';

const one = (step: string): string => `name: 10-x\nsteps:\n  - { name: one, ${step} }\n`;
const run = (command: string): string => one(`always: true, commands: [${JSON.stringify(command)}]`);

const DOUBTFUL: [why: string, yaml: string, problems: string[]][] = [
  ['nothing', run('echo {{ host.name | quote }}'), []],
  ['undefined name', run('{{ host.nmae }}'), ['site.yaml:3:47: error: undefined variable: host.nmae']],
  [
    'a variable without default',
    run('{{ vars.mine }}'),
    ['site.yaml:3:47: warning: vars.mine has no default under "vars:": every inventory must set it'],
  ],
  ['a Go template', run("kubectl get -o go-template='{{.x}}'"), [expect.stringContaining('error: a Go template')]],
  ['a Go range', run('{{ range .Items }}'), [expect.stringContaining('error: a Go template')]],
  ['a Go template made safe', run('{% raw %}{{.x}}{% endraw %}'), []],
  [
    'a mistake in an included file',
    run("{% include 'files/part' %}"),
    ['files/part:1:4: error: undefined variable: zip'],
  ],
  [
    'a template file that is not there',
    one('files: [{ path: /x, template: files/no }]'),
    ['site.yaml:3:48: error: there is no file files/no'],
  ],
  [
    'when on an unknown root',
    one('when: { hots.role: x }, files: [{ path: /x, content: x }]'),
    ['site.yaml:3:37: error: nothing is named hots'],
  ],
  [
    'when on an unknown field',
    one('when: { facts.os.idd: x }, files: [{ path: /x, content: x }]'),
    ['site.yaml:3:40: warning: nothing is known to be named facts.os.idd: the step may never apply'],
  ],
  [
    'two steps for one file',
    'name: 10-x\nsteps:\n  - { name: a, files: [{ path: /x, content: a }] }\n  - { name: b, files: [{ path: /x, content: b }] }\n',
    ['site.yaml:2:1: error: "a" and "b" both decide what /x holds'],
  ],
  [
    'two steps that add lines to one file',
    'name: 10-x\nsteps:\n  - { name: a, files: [{ path: /x, append: true, content: a }] }\n  - { name: b, files: [{ path: /x, append: true, content: b }] }\n',
    [],
  ],
];

test.each(DOUBTFUL)('%s', (_why, yaml, problems) => {
  const found = lintPlaybooks([playbookOf(yaml, { 'files/part': '{{ zip.x }}' })]).map(describeProblem);
  expect(found).toEqual(problems);
});
