import { expect, it } from 'vitest';
import { edited, oneLine, readText } from './cases.ts';

const spec = (kubeadmConfigSpec: string) => ({ 'kubeadmConfigSpec: {}': `kubeadmConfigSpec: ${kubeadmConfigSpec}` });

it('tells what kubeadm of this version does not take, apart from other warnings', async () => {
  const { read } = await readText(
    edited({
      ...spec('{ clusterConfiguration: { useHyperKubeImage: true } }'),
      '  # edits add fields of spec here': [
        '  machineDeployments:',
        '    - name: blue',
        '      kubeadmConfigSpec:',
        '        joinConfiguration:',
        '          discovery: { bootstrapToken: { token: abcdef.0123456789abcdef } }',
      ].join('\n'),
    }),
  );
  expect(read?.warnings).toEqual([]);
  expect(read?.kubeadmWarnings.map(oneLine)).toEqual([
    '14:50 warning spec.controlPlane.kubeadmConfigSpec.clusterConfiguration.useHyperKubeImage: gone since 1.22: there is no hyperkube image any more',
    expect.stringMatching(
      /^19:24 warning spec\.machineDeployments\[0\]\.kubeadmConfigSpec\.joinConfiguration\.discovery/,
    ),
  ]);
});

it('refuses what kubeadm of this version cannot be told', async () => {
  const twice = '[{ name: v, value: "1" }, { name: v, value: "2" }]';
  const { problems, read } = await readText(
    edited({
      'version: v1.34.2': 'version: v1.30.0',
      ...spec(`{ clusterConfiguration: { apiServer: { extraArgs: ${twice} } } }`),
    }),
  );
  expect(read).toBeUndefined();
  expect(problems.map(oneLine)).toEqual([
    expect.stringMatching(
      /^14:63 spec\.controlPlane\.kubeadmConfigSpec\.clusterConfiguration\.apiServer\.extraArgs: "v" is given twice -> Kubernetes v1\.30\.0 /,
    ),
  ]);
});

it('refuses a cloud-init name that means nothing here', async () => {
  const { problems } = await readText(
    edited(spec("{ initConfiguration: { nodeRegistration: { name: '{{ ds.meta_data.zone }}' } } }")),
  );
  expect(problems.map(oneLine)).toEqual([
    expect.stringMatching(
      /^14:\d+ spec\.controlPlane\.kubeadmConfigSpec\.initConfiguration\.nodeRegistration\.name: \{\{ ds\.meta_data\.zone \}\} has no meaning here/,
    ),
  ]);
});

const args = (written: string) => spec(`{ clusterConfiguration: { apiServer: { extraArgs: ${written} } } }`);
const inArgs = 'spec.controlPlane.kubeadmConfigSpec.clusterConfiguration.apiServer.extraArgs';

it.each([
  ['an object as a value', '{ v: { toString: 0 } }', `14:76 ${inArgs}.v: an argument is text, not {"toString":0}`],
  [
    'a list as a value',
    '{ feature-gates: [A=true] }',
    `14:76 ${inArgs}.feature-gates: an argument is text, not ["A=true"]`,
  ],
  ['an object as a name', '[{ name: {}, value: a }]', `14:75 ${inArgs}[0]: it has no name`],
  [
    'an entry without a value that is text',
    '[{ name: v, value: [] }]',
    `14:86 ${inArgs}[0].value: an argument is text, not []`,
  ],
  ['one text', '--v=2', `14:63 ${inArgs}: arguments have names, not "--v=2"`],
])('refuses arguments of a component that are none: %s', async (_, written, said) => {
  const { problems } = await readText(edited(args(written)));
  expect(problems.map((problem) => oneLine(problem).split(' -> ')[0])).toEqual([said]);
});
