import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { InstallerError } from '../../../src/errors.ts';
import { kubeadmApiVersion } from '../../../src/kubeadm/api-version.ts';
import { initDocuments, joinWarnings } from '../../../src/kubeadm/documents.ts';
import type { KubeadmConfigSpec } from '../../../src/model/desired.ts';
import { desiredOf, hostOf } from './case.ts';

function input(kubeadmConfigSpec: KubeadmConfigSpec, kubernetesVersion = 'v1.30.6') {
  return { desired: desiredOf(), host: hostOf(), kubernetesVersion, kubeadmConfigSpec };
}

test.each([
  ['v1.20.2', 'v1beta2'],
  ['v1.21.14', 'v1beta2'],
  ['v1.22.0', 'v1beta3'],
  ['v1.30.14', 'v1beta3'],
  ['v1.31.0', 'v1beta4'],
  ['v1.36.2', 'v1beta4'],
])('kubeadm %s is given %s', (version, api) => {
  expect(kubeadmApiVersion(version)).toBe(`kubeadm.k8s.io/${api}`);
});

describe('an argument given twice', () => {
  const twice = {
    clusterConfiguration: {
      apiServer: {
        extraArgs: [
          { name: 'service-account-issuer', value: 'https://new' },
          { name: 'service-account-issuer', value: 'https://old' },
        ],
      },
    },
  };

  test('is refused where the documents have only mappings', () => {
    expect(() => initDocuments(input(twice, 'v1.30.6'))).toThrow(
      /clusterConfiguration\.apiServer\.extraArgs: "service-account-issuer" is given twice/,
    );
  });

  test('stays twice, in order, in v1beta4', () => {
    const [, cluster] = parseAllDocuments(initDocuments(input(twice, 'v1.31.2'))).map((document) => document.toJS());
    expect(cluster.apiServer.extraArgs).toEqual(twice.clusterConfiguration.apiServer.extraArgs);
  });
});

describe('cloud-init names', () => {
  const withArgument = (value: string) =>
    input({ initConfiguration: { nodeRegistration: { kubeletExtraArgs: { it: value } } } });

  test.each([
    ['{{ ds.meta_data.hostname }}', 'cp-1'],
    ['{{ds.meta_data.local_hostname}}', 'cp-1'],
    ["{{ ds.meta_data['local-hostname'] }}", 'cp-1'],
    ['{{ v1.instance_id }}', 'cp-1'],
    ['a-{{ ds.meta_data.local_ipv4 }}-b', 'a-10.0.0.11-b'],
  ])('%s becomes %s', (template, value) => {
    expect(initDocuments(withArgument(template))).toContain(`it: ${value}\n`);
  });

  test('an unknown one is an error that says where and what is known', () => {
    const render = () => initDocuments(withArgument('{{ ds.meta_data.region }}'));
    expect(render).toThrow(InstallerError);
    expect(render).toThrow(
      /initConfiguration\.nodeRegistration\.kubeletExtraArgs\.it: \{\{ ds\.meta_data\.region \}\}/,
    );
  });
});

test('text that YAML 1.1 would read as a boolean is quoted', () => {
  const text = initDocuments(input({ clusterConfiguration: { apiServer: { extraArgs: { profiling: 'on' } } } }));
  expect(text).toContain('profiling: "on"');
});

test('warnings of a join need no token', () => {
  const spec = { joinConfiguration: { caCertPath: '/elsewhere/ca.crt', nodeRegistration: { imagePullSerial: true } } };
  expect(joinWarnings({ ...input(spec), role: 'worker' }).map(({ path }) => path)).toEqual([
    'joinConfiguration.caCertPath',
    'joinConfiguration.nodeRegistration.imagePullSerial',
  ]);
});
