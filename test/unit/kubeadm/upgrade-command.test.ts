import { describe, expect, test } from 'vitest';
import { configuredVersion, type UpgradeSituation, upgradeCommand } from '../../../src/kubeadm/upgrade-command.ts';

const NEW = 'v1.30.1';
const OLD = 'v1.29.4';

describe('which kubeadm upgrade a machine runs', () => {
  test.each<[string, Partial<UpgradeSituation>, 'apply' | 'node']>([
    ['a worker', { role: 'worker', configured: NEW, others: [NEW] }, 'node'],
    ['the first control plane', { configured: OLD, others: [OLD, OLD] }, 'apply'],
    ['the next ones', { configured: NEW, others: [NEW, OLD] }, 'node'],
    ['the first, killed after it had written kubeadm-config', { configured: NEW, others: [OLD, OLD] }, 'apply'],
    ['the first, after kubeadm-config was renewed for it', { configured: NEW, others: [] }, 'apply'],
    ['one beside a new API server that kubeadm-config knows nothing of', { configured: OLD, others: [NEW] }, 'apply'],
    ['one whose neighbours do not answer', { configured: NEW, others: [undefined, undefined] }, 'apply'],
    ['one where kubeadm-config does not tell', { configured: undefined, others: [NEW] }, 'apply'],
  ])('%s', (_, situation, command) => {
    expect(upgradeCommand({ role: 'control-plane', version: NEW, configured: OLD, others: [], ...situation })).toBe(
      command,
    );
  });
});

describe('the version that kubeadm-config tells', () => {
  test.each<[string, string | undefined]>([
    ['apiVersion: kubeadm.k8s.io/v1beta3\nkubernetesVersion: v1.30.1\n', 'v1.30.1'],
    ['kind: ClusterConfiguration\n', undefined],
    ['', undefined],
    ['{', undefined],
  ])('%j', (text, version) => {
    expect(configuredVersion(text)).toBe(version);
  });
});
