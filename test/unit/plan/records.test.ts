import { describe, expect, test } from 'vitest';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import { planRecords } from '../../../src/plan/records.ts';
import { machineSetChanges } from '../../../src/plan/revisions/machine-set-changes.ts';
import { staleRecords } from '../../../src/plan/stale-records.ts';
import { clusterView } from '../../support/cluster-view.ts';
import { desiredCluster } from '../../support/desired.ts';
import { machineRecord } from '../../support/machine-record.ts';

const wanted = machineRecord('w-1', { createdAt: '' });
const kept = machineRecord('w-1');

describe('records that are not as they should be', () => {
  test('are none where owner, version, revision and host are the same', () => {
    const ssh = { ...wanted.host.ssh, hostKey: undefined, explicit: undefined };
    const gaps = { ...wanted, host: { ...wanted.host, ssh } };
    expect(staleRecords([gaps], [kept, machineRecord('w-2')])).toEqual([]);
    expect(staleRecords([wanted], [{ ...kept, deleteFirst: true }])).toEqual([]);
  });

  test('are those that are missing', () => {
    expect(staleRecords([wanted], [machineRecord('w-2')])).toEqual([{ record: wanted, why: 'no record of it' }]);
  });

  const { host } = kept;
  test.each<[string, Partial<MachineRecord>]>([
    ['owner', { owner: 'others' }],
    ['version', { version: 'v1.20.1' }],
    ['revision', { revision: undefined }],
    ['identity', { uid: 'another life' }],
    ['address', { host: { ...host, internalAddress: '10.0.0.1' } }],
    ['host labels', { host: { ...host, labels: { hall: 'one' } } }],
    ['SSH settings', { host: { ...host, ssh: { ...host.ssh, hostKey: 'ssh-ed25519 AAAA' } } }],
    ['failure domain', { failureDomain: 'b' }],
    ['owner, revision', { owner: 'others', revision: 'older' }],
  ])('are those of another %s', (what, differing) => {
    expect(staleRecords([wanted], [{ ...kept, ...differing }])).toEqual([{ record: wanted, why: `${what} changed` }]);
  });

  test('are not those that a laptop with other folders wrote', () => {
    const ssh = (home: string) => ({
      ...host.ssh,
      privateKeyPath: `${home}/.ssh/id`,
      knownHostsFile: `${home}/known`,
      sudo: { enabled: true, passwordFrom: { file: `${home}/sudo` } },
    });
    const of = (home: string, record: MachineRecord) => ({ ...record, host: { ...host, ssh: ssh(home) } });
    expect(staleRecords([of('/home/ada', wanted)], [of('/home/bob', kept)])).toEqual([]);
    const asked = { ...ssh('/home/bob'), sudo: { enabled: true, passwordFrom: { env: 'SUDO' } } };
    const other = { ...kept, host: { ...host, ssh: asked } };
    expect(staleRecords([of('/home/ada', wanted)], [other])[0]?.why).toBe('SSH settings changed');
  });

  test.each<[string, Partial<MachineRecord>]>([
    ['is being removed', { deletion: { since: '2026-01-02T03:04:05Z', reason: 'not wanted' } }],
    ['is to be cleaned', { toBeCleaned: true }],
  ])('never that of a machine that %s', (_, mark) => {
    expect(staleRecords([wanted], [{ ...kept, ...mark, owner: 'others' }])).toEqual([]);
  });
});

describe('planning records', () => {
  test('plans nothing where all are right', () => {
    expect(planRecords([wanted], [kept], { put: [] })).toEqual([]);
  });

  test('plans one operation for all, which says why', () => {
    const second = machineRecord('w-2');
    expect(
      planRecords([wanted, second], [{ ...second, owner: 'x' }], { put: [] }, ['cp-1/join-control-plane']),
    ).toEqual([
      {
        id: 'cluster/record-machines',
        action: 'record-machines',
        title: 'Record w-1, w-2 in the cluster',
        reason: 'w-1: no record of it; w-2: owner changed',
        needs: ['cp-1/join-control-plane'],
        destructive: false,
        diffs: [],
      },
    ]);
  });

  test('plans what owners want anew in the same one', () => {
    const cluster = clusterView({ machineSets: [] });
    const { put } = machineSetChanges(desiredCluster({ controlPlanes: 1, workers: 0 }), cluster);
    expect(planRecords([wanted], [], { put })).toMatchObject([
      {
        title: 'Record w-1 and revision 1 of control-plane, revision 1 of workers in the cluster',
        reason:
          'w-1: no record of it; control-plane wants what is no revision of it yet; workers wants what is no revision of it yet',
      },
    ]);
    expect(planRecords([wanted], [kept], { put })).toMatchObject([{ id: 'cluster/record-machines' }]);
  });

  test('stays short where there are many', () => {
    const many = Array.from({ length: 50 }, (_, i) => machineRecord(`w-${i + 1}`));
    const [operation] = planRecords(many, [], { put: [] });
    expect(operation?.title).toBe('Record 50 machines in the cluster');
    expect(operation?.reason).toMatch(/^w-1: no record of it; .*; w-5: no record of it; and 45 more$/);
  });
});
