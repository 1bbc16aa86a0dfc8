import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { PlaybookContext } from '../../../src/playbook/context.ts';
import { expandPlaybooks } from '../../../src/playbook/expand.ts';
import { SAMPLE_CONTEXT } from '../../../src/playbook/sample-context.ts';
import type { StepFile } from '../../../src/playbook/step.ts';
import { playbookOf, stepsOf } from './sandbox.ts';

const filesOf = (steps: string, context?: PlaybookContext): StepFile[] =>
  stepsOf(steps, context).flatMap(({ action }) => (action.kind === 'files' ? action.files : []));

const errorOf = (yaml: string, templates: Record<string, string> = {}): string => {
  try {
    expandPlaybooks([playbookOf(yaml, templates)], SAMPLE_CONTEXT, 'prepare');
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('a template that cannot be rendered says where', () => {
  const head = 'name: 10-x\nsteps:\n  - name: one\n    always: true\n';
  const ODD = '{ toString: 0 }';
  const CASES: [why: string, yaml: string, message: string][] = [
    [
      'in a plain text',
      `${head}    commands: [a, "b {{ host.nmae }}"]`,
      'site.yaml:5:25: undefined variable: host.nmae',
    ],
    [
      'in a block',
      `${head}    commands:\n      - |\n        a\n        b {{ nope }}\n`,
      'site.yaml:8:14: undefined variable: nope',
    ],
    [
      'an unknown filter',
      `${head}    commands: ["{{ host.name | upcas }}"]`,
      'site.yaml:5:17: undefined filter: upcas',
    ],
    [
      'an included file',
      `${head}    commands: ['{% include "files/part" %}']`,
      'files/part:2:4: undefined variable: gone',
    ],
    [
      'a template file',
      'name: 10-x\nsteps:\n  - { name: f, files: [{ path: /x, template: files/part }] }',
      'files/part:2:4: undefined variable: gone',
    ],
    [
      'no such file',
      'name: 10-x\nsteps:\n  - { name: f, files: [{ path: /x, template: files/no }] }',
      'site.yaml:3:46: there is no file files/no',
    ],
    [
      'an item the bundle lacks',
      'name: 10-x\nsteps:\n  - { name: f, files: [{ path: /x, item: etcdctl }] }',
      'site.yaml:3:42: the bundle has no binary or file named etcdctl for cp-1',
    ],
    ['a field nothing has', 'name: 10-x\nwhen: { hots.role: x }\nsteps: []', 'site.yaml:2:20: nothing is named hots'],
    [
      'a list that is none',
      'name: 10-x\nsteps:\n  - { name: f, filesFrom: host.name }',
      'site.yaml:3:27: host.name is not a list',
    ],
    [
      'a word of a command that is none',
      `name: 10-x\nvars: { x: [[echo, ${ODD}]] }\nsteps:\n  - { name: s, always: true, commandsFrom: vars.x }`,
      'vars.x[0] must be text, not ["echo",{"toString":0}]',
    ],
    [
      'a file that is none',
      'name: 10-x\nvars: { x: [null] }\nsteps:\n  - { name: s, filesFrom: vars.x }',
      'vars.x[0] has no path',
    ],
    [
      'content that is no text',
      `name: 10-x\nvars: { x: [{ path: /x, content: ${ODD} }] }\nsteps:\n  - { name: s, filesFrom: vars.x }`,
      'vars.x[0].content must be text, not {"toString":0}',
    ],
    [
      'no word to quote',
      `name: 10-x\nvars: { x: ${ODD} }\nsteps:\n  - { name: s, always: true, commands: ["{{ vars.x | quote }}"] }`,
      'site.yaml:4:42: quote takes text, a number, true or false, not {"toString":0}',
    ],
  ];
  test.each(CASES)('%s', (_why, yaml, message) => {
    expect(errorOf(yaml, { 'files/part': 'x\n{{ gone }}' })).toBe(message);
  });

  test('own properties only: nothing of JavaScript can be reached', () => {
    expect(errorOf(`${head}    commands: ["{{ host.constructor }}"]`)).toContain(
      'undefined variable: host.constructor',
    );
  });
});

describe('when', () => {
  const CASES: [when: string, applies: boolean][] = [
    ['{ host.role: control-plane }', true],
    ['{ host.role: worker }', false],
    ['{ facts.os.id: [ubuntu, debian] }', true],
    ['{ host.role: control-plane, facts.os.id: rocky }', false],
    ['{ kubeVip.enabled: true }', true],
    ['{ kubeVip.enabled: "true" }', false],
    ['{ facts.no.such: x }', false],
    ['{ facts.no.such: null }', true],
    ['{ cluster.podCidrs: 10.244.0.0/16 }', true],
  ];
  test.each(CASES)('%s → %s', (when, applies) => {
    expect(stepsOf(`- { name: s, when: ${when}, always: true, commands: [x] }`)).toHaveLength(applies ? 1 : 0);
  });

  test('of a playbook stands for all its steps', () => {
    const playbook = playbookOf(
      'name: 10-x\nwhen: { host.role: worker }\nsteps: [{ name: s, always: true, commands: [x] }]',
    );
    expect(expandPlaybooks([playbook], SAMPLE_CONTEXT, 'prepare')).toEqual([]);
  });
});

test('variables: the inventory wins over the playbook, the host over both', () => {
  const playbook = playbookOf(
    'name: 10-x\nvars: { a: 1, b: 1, c: 1 }\nsteps: [{ name: s, always: true, commands: ["{{ vars.a }}{{ vars.b }}{{ vars.c }}"] }]',
  );
  const context = { ...SAMPLE_CONTEXT, vars: { b: 2, c: 2 }, host: { ...SAMPLE_CONTEXT.host, vars: { c: 3 } } };
  expect(expandPlaybooks([playbook], context, 'prepare')[0]?.action).toEqual({ kind: 'always', commands: ['123'] });
});

describe('files', () => {
  test('content in every encoding is the same bytes', () => {
    const text = 'grüße\n';
    const zipped = gzipSync(text);
    const files = filesOf(`
- name: f
  files:
    - { path: /a, content: ${JSON.stringify(text)} }
    - { path: /b, encoding: base64, content: ${Buffer.from(text).toString('base64')} }
    - { path: /c, encoding: gzip+base64, content: ${zipped.toString('base64')} }
`);
    expect(new Set(files.map((file) => file.kind === 'content' && file.sha256)).size).toBe(1);
    expect(files.map((file) => file.kind === 'content' && file.content)).toEqual([{ text }, { text }, { text }]);
  });

  test('what not everyone may read is secret', () => {
    const files = filesOf(`
- name: f
  files:
    - { path: /a, content: x }
    - { path: /b, content: x, permissions: "0640" }
    - { path: /c, content: x, permissions: "0755" }
`);
    expect(files.map((file) => file.kind === 'content' && file.secret)).toEqual([false, true, false]);
  });

  test.each(['/a/../b', '/a\\n', '/a|b'])('the path %s is refused', (path) => {
    expect(() => stepsOf(`- { name: f, files: [{ path: "${path}", content: x }] }`)).toThrow('is not a path');
  });

  test('of the inventory keep braces that are not cloud-init names', () => {
    const [file] = filesOf('- { name: f, filesFrom: kubeadmConfigSpec.files }', {
      ...SAMPLE_CONTEXT,
      kubeadmConfigSpec: {
        files: [{ path: '/x', content: '{{ ds.meta_data.hostname }} {{.PodCIDR}} {{ host.name }}' }],
      },
    });
    expect(file).toMatchObject({ content: { text: 'cp-1 {{.PodCIDR}} {{ host.name }}' } });
  });
});

describe("a site's own file", () => {
  const step = `
- name: f
  files:
    - { path: /etc/both, content: ours, permissions: "0600" }
    - { path: /etc/ours, content: ours }
    - { path: /etc/both, block: true, content: a block }
`;
  const withFile = (file: object, bootstrapped = false): PlaybookContext => ({
    ...SAMPLE_CONTEXT,
    machine: { bootstrapped },
    kubeadmConfigSpec: { files: [{ path: '/etc/both', content: 'theirs {{ ds.meta_data.hostname }}', ...file }] },
  });
  const seen = (context: PlaybookContext) =>
    filesOf(step, context).map((file) => [
      file.path,
      file.kind,
      'content' in file && 'text' in file.content ? file.content.text : '',
      'once' in file && file.once !== undefined,
    ]);

  test('stands in place of the one of a playbook, and is written once', () => {
    expect(seen(withFile({}))).toEqual([
      ['/etc/both', 'content', 'theirs cp-1', true],
      ['/etc/ours', 'content', 'ours', false],
      ['/etc/both', 'block', '', false],
    ]);
  });

  test('that is appended finds the one of the playbook, which is then left alone', () => {
    expect(seen(withFile({ append: true }))[0]).toEqual(['/etc/both', 'content', 'ours', true]);
  });

  test('is nobody`s business any more once the machine is bootstrapped', () => {
    expect(seen(withFile({}, true)).map(([path, kind]) => `${path} ${kind}`)).toEqual([
      '/etc/ours content',
      '/etc/both block',
    ]);
  });

  test('has the same mark wherever it is written, another one with another text', () => {
    const marks = (text: string, steps: string) =>
      filesOf(steps, withFile({ content: text })).flatMap((file) => ('once' in file && file.once ? [file.once] : []));
    const own = '- { name: own, once: true, filesFrom: kubeadmConfigSpec.files }';
    expect(marks('a', own)).toEqual(marks('a', step));
    expect(marks('a', own)).not.toEqual(marks('b', own));
  });

  test('out of a Secret is secret', () => {
    const files = filesOf('- { name: own, once: true, filesFrom: kubeadmConfigSpec.files }', {
      ...SAMPLE_CONTEXT,
      kubeadmConfigSpec: { files: [{ path: '/x', content: 's', contentFrom: { secret: { name: 'n', key: 'k' } } }] },
    });
    expect(files).toMatchObject([{ secret: true }]);
  });

  test('that is a kube-vip manifest uses the kubeconfig of this host, encoded or not', () => {
    const manifest =
      'kind: Pod\nspec:\n  containers: [{ name: kube-vip }]\n  volumes: [{ hostPath: { path: /etc/kubernetes/admin.conf } }]\n';
    const context = (file: object): PlaybookContext => ({
      ...SAMPLE_CONTEXT,
      kubeVip: { ...SAMPLE_CONTEXT.kubeVip, enabled: false, kubeconfigPath: '/etc/kubernetes/super-admin.conf' },
      kubeadmConfigSpec: { files: [{ path: '/etc/kubernetes/manifests/vip.yaml', content: manifest, ...file }] },
    });
    const own = '- { name: own, once: true, filesFrom: kubeadmConfigSpec.files }';
    for (const file of [{}, { encoding: 'base64', content: Buffer.from(manifest).toString('base64') }]) {
      expect(filesOf(own, context(file))).toMatchObject([
        { content: { text: expect.stringContaining('path: /etc/kubernetes/super-admin.conf') } },
      ]);
    }
  });
});
