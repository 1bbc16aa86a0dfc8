import { describe, expect, it } from 'vitest';
import { markFor, recordFor } from '../../../src/operations/build-context.ts';
import { buildContextOf } from '../../support/build-context.ts';
import { WORLD_REVISION } from '../../support/planner-world.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

describe('what the operations of a plan share', () => {
  const replaced = () =>
    buildContextOf({ hosts: ['cp-1', 'cp-2', 'w-1'] }, { 'cp-1': '', 'cp-2': 'deleting', 'cp-3': '', 'w-1': '' });

  it('is who leaves, though it may be made anew', () => {
    expect([...replaced().context.leaving].toSorted()).toEqual(['cp-2', 'cp-3']);
  });

  it('is whom to ask: who leaves comes last', () => {
    const { context } = buildContextOf({ hosts: ['cp-2', 'cp-3'] }, { 'cp-1': '', 'cp-2': '', 'cp-3': '' });
    expect(context.observed.cluster?.via).toBe('cp-1');
    expect(context.controlPlanes.map(({ host }) => host.name)).toEqual(['cp-2', 'cp-3', 'cp-1']);
  });

  it('is the uid of a machine: that of its host, or one for the whole plan', () => {
    const { context } = buildContextOf(
      { hosts: ['cp-1', 'w-1', 'w-2'] },
      { 'cp-1': '', 'w-1': 'claimed no-record no-node' },
    );
    expect(context.machineUid('w-1')).toBe('uid-of-w-1');
    const made = context.machineUid('w-2');
    expect(made).toMatch(UUID);
    expect(context.machineUid('w-2')).toBe(made);
  });

  it('is another uid for a machine that is made anew: what was left of the former is not taken for it', () => {
    const { context } = replaced();
    expect(context.machineUid('cp-2')).toMatch(UUID);
    expect(context.machineUid('cp-1')).toBe('uid-of-cp-1');
  });

  it('marks a host and records its machine as one and the same', () => {
    const { context, machine } = buildContextOf({ hosts: ['cp-1', 'w-1'], zones: { 'w-1': 'north' } }, { 'cp-1': '' });
    const mark = markFor(machine('w-1'), context, 'join-worker');
    const record = recordFor(machine('w-1'), mark, context);
    expect(mark).toMatchObject({ machine: 'w-1', clusterUid: 'uid-1', uid: context.machineUid('w-1'), role: 'worker' });
    expect(record).toMatchObject({
      name: 'w-1',
      uid: mark.uid,
      clusterUid: 'uid-1',
      owner: 'workers',
      revision: WORLD_REVISION,
      failureDomain: 'north',
    });
  });

  it('remembers in its record which unhealthy control plane a machine takes the place of', () => {
    const remediationFor = { machine: 'cp-2', timestamp: '2026-02-01T00:06:00Z', retryCount: 1 };
    const { context, machine } = buildContextOf(
      { hosts: ['cp-1', 'cp-2', 'cp-3', 'w-1', 's-1'], controlPlane: 3 },
      { 'cp-1': '', 'cp-2': 'dead', 'cp-3': '' },
      undefined,
      { machines: { 'cp-2': 'unhealthy' }, remediationFor },
    );
    const recorded = (name: string) => recordFor(machine(name), markFor(machine(name), context), context);
    expect(recorded('s-1')).toMatchObject({ role: 'control-plane', remediationFor });
    expect(recorded('w-1')).not.toHaveProperty('remediationFor');
    expect(recorded('cp-1')).not.toHaveProperty('remediationFor');
    const [record] = context.observed.cluster?.records ?? [];
    if (record) record.remediationFor = { ...remediationFor, retryCount: 0 };
    expect(recorded('cp-1')).toMatchObject({ name: record?.name, remediationFor: { retryCount: 0 } });
  });

  it('remembers it also when the run that took it away was cut, and once', () => {
    const remediationFor = { machine: 'cp-2', timestamp: '2026-02-01T00:06:00Z', retryCount: 1 };
    const { context, machine } = buildContextOf(
      { hosts: ['cp-1', 'cp-3', 'w-1', 's-1'], controlPlane: 3 },
      { 'cp-1': '', 'cp-3': '' },
    );
    const { cluster } = context.observed;
    if (!cluster) throw new Error('no cluster');
    cluster.pastRemediations = [
      { ...remediationFor, machine: 'cp-9', timestamp: '2026-01-31T00:00:00Z', role: 'control-plane' },
      { ...remediationFor, role: 'control-plane' },
      { ...remediationFor, machine: 'w-9', timestamp: '2026-02-01T00:09:00Z', role: 'worker' },
    ];
    const recorded = (name: string) => recordFor(machine(name), markFor(machine(name), context), context);
    expect(recorded('s-1').remediationFor).toEqual(remediationFor);
    expect(recorded('w-1')).not.toHaveProperty('remediationFor');
    expect(recorded('cp-1')).not.toHaveProperty('remediationFor');
    for (const record of cluster.records) if (record.name === 'cp-3') record.remediationFor = remediationFor;
    expect(recorded('s-1')).not.toHaveProperty('remediationFor');
  });
});
