import { describe, expect, it } from 'vitest';
import type { Bundle } from '../../../src/model/bundle.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import { recipes } from '../../../src/operations/recipes.ts';
import { loadPlaybooks, playbooksDir } from '../../../src/playbook/load.ts';
import type { Step } from '../../../src/playbook/step.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts } from '../../support/facts.ts';

const playbooks = await loadPlaybooks({ builtinDir: await playbooksDir(), site: [] });
const desired = desiredCluster({ controlPlanes: 1, workers: 0 });
const item = { path: 'bin/x', sha256: 'a'.repeat(64), size: 1 };
const bundle: Bundle = {
  kubernetesVersion: desired.controlPlane.version,
  arch: 'amd64',
  items: [
    { ...item, kind: 'binary', name: 'kubelet', target: '/opt/bin/kubelet' },
    { ...item, kind: 'binary', name: 'crictl', target: '/opt/bin/crictl' },
  ],
} as Bundle;

const pathsOf = (steps: Step[]): string[] =>
  steps.flatMap(({ action }) => ('files' in action ? action.files.map(({ path }) => path) : []));

describe('what playbooks mean for a machine of another version than the bundle', () => {
  const { stepsFor, resetFor } = recipes(desired, playbooks, bundle);
  const [machine] = machinesOf(desired);
  if (!machine) throw new Error('a cluster has a machine');
  const other = { ...machine, version: 'v1.20.1' };
  const prepared = (one: typeof machine) =>
    pathsOf(stepsFor(one, bareFacts(), 'prepare', { bootstrapped: true, initiator: false }));

  it('leaves it the programs of Kubernetes that it has, and gives it the others', () => {
    expect(prepared(machine)).toEqual(expect.arrayContaining(['/opt/bin/kubelet', '/opt/bin/crictl']));
    expect(prepared(other)).toContain('/opt/bin/crictl');
    expect(prepared(other)).not.toContain('/opt/bin/kubelet');
  });

  it('takes them back with everything else when its host is cleaned', () => {
    expect(pathsOf(resetFor(other, bareFacts()))).toEqual(pathsOf(resetFor(machine, bareFacts())));
    expect(pathsOf(resetFor(other, bareFacts()))).toContain('/opt/bin/kubelet');
  });
});
