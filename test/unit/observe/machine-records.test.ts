import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BastionSettings, SecretSource, SshSettings } from '../../../src/model/desired.ts';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import {
  DELETE_FIRST_ANNOTATION,
  machineResource,
  REMEDIATE_ANNOTATION,
  SKIP_REMEDIATION_ANNOTATION,
} from '../../../src/model/machine-resource.ts';
import { machineRecords } from '../../../src/observe/cluster/machine-records.ts';
import { machineRecord } from '../../support/machine-record.ts';

/** The object as the API gives it back: with what Kubernetes adds, and with marks where patches put them. */
function kept(record: MachineRecord) {
  const { metadata, ...rest } = JSON.parse(JSON.stringify(machineResource(record)));
  const { deletion, toBeCleaned, deleteFirst, skipRemediation, remediate, createdAt } = record;
  const annotations = {
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
    ...(deleteFirst && { [DELETE_FIRST_ANNOTATION]: '' }),
    ...(skipRemediation && { [SKIP_REMEDIATION_ANNOTATION]: '' }),
    ...(remediate && { [REMEDIATE_ANNOTATION]: '' }),
  };
  return {
    ...rest,
    metadata: {
      ...metadata,
      creationTimestamp: createdAt,
      generation: 1,
      annotations,
    },
    ...((deletion || toBeCleaned) && { status: { deletion, toBeCleaned } }),
  };
}

const listOf = (...items: unknown[]) => ({ kind: 'MachineList', items });

const text = fc.string({ minLength: 1 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const source: fc.Arbitrary<SecretSource> = fc.oneof(
  fc.record({ env: text }),
  fc.record({ file: text }),
  fc.record({ age: text }),
  fc.constant({ prompt: true } as const),
);
const way = {
  port: fc.nat(),
  user: text,
  privateKeyPath: maybe(text),
  passphraseFrom: maybe(source),
  passwordFrom: maybe(source),
  agent: fc.boolean(),
  hostKey: maybe(text),
  hostKeys: fc.constantFrom<'strict' | 'accept-new'>('strict', 'accept-new'),
  knownHostsFile: maybe(text),
};
const { bastion } = fc.letrec<{ bastion: BastionSettings }>((tie) => ({
  bastion: fc.record({ ...way, address: text, bastion: fc.option(tie('bastion'), { nil: undefined, maxDepth: 2 }) }),
}));
const ssh: fc.Arbitrary<SshSettings> = fc.record({
  ...way,
  sudo: fc.record({ enabled: fc.boolean(), passwordFrom: maybe(source) }),
  bastion: maybe(bastion),
  connectTimeoutMs: fc.nat(),
  configFile: maybe(text),
  explicit: maybe(fc.array(text)),
});

describe('machine records as the API gives them', () => {
  it('are what was put there, however the host is reached', () => {
    fc.assert(
      fc.property(
        ssh,
        fc.dictionary(fc.constantFrom('zone', 'a/b'), text),
        maybe(text),
        (settings, labels, revision) => {
          const record = machineRecord('w-1', { revision });
          record.host = { ...record.host, labels, ssh: settings };
          expect(machineRecords(listOf(kept(record)))).toEqual([JSON.parse(JSON.stringify(record))]);
        },
      ),
    );
  });

  it('bear the marks of a machine that is on its way out', () => {
    const deletion = { since: '2026-01-02T03:04:05Z', reason: 'no longer in the inventory' };
    const records = [
      machineRecord('w-1', { deletion, failureDomain: 'b' }),
      machineRecord('w-2', { toBeCleaned: true, deletion }),
      machineRecord('w-3', { deleteFirst: true }),
      machineRecord('w-5', { skipRemediation: true }),
      machineRecord('w-6', { remediate: true }),
      machineRecord('cp-4', {
        remediationFor: { machine: 'cp-2', timestamp: '2026-01-02T03:04:05Z', retryCount: 2 },
      }),
    ];
    expect(machineRecords(listOf(...records.map(kept)))).toEqual(records);
    const takenBack = { ...kept(machineRecord('w-4')), status: { deletion: null, toBeCleaned: false } };
    expect(machineRecords(listOf(takenBack))).toEqual([machineRecord('w-4')]);
  });

  it.each<[string, (item: ReturnType<typeof kept>) => void]>([
    ['no spec', (item) => delete item.spec],
    ['no name', (item) => delete item.metadata.name],
    ['a role that we do not know', (item) => Object.assign(item.spec, { role: 'etcd' })],
    ['no user', (item) => delete item.spec.host.ssh.user],
    ['a port that is no number', (item) => Object.assign(item.spec.host.ssh, { port: '22' })],
    ['a bastion without an address', (item) => Object.assign(item.spec.host.ssh, { bastion: { port: 22 } })],
    ['a secret instead of its source', (item) => Object.assign(item.spec.host.ssh, { passwordFrom: 'hunter2' })],
    ['a source of another kind', (item) => Object.assign(item.spec.host.ssh, { passwordFrom: { vault: 'x' } })],
    [
      'a removal that does not say since when',
      (item) => Object.assign(item, { status: { deletion: { reason: 'x' } } }),
    ],
  ])('are left out when they have %s; the others are told', (_, spoil) => {
    const item = kept(machineRecord('w-1'));
    spoil(item);
    expect(machineRecords(listOf(item, kept(machineRecord('w-2'))))).toEqual([machineRecord('w-2')]);
  });

  it.each([[undefined], [null], ['text'], [{}], [{ items: 'none' }], [listOf(null, 'x', {})]])(
    'are none in %j',
    (list) => {
      expect(machineRecords(list)).toEqual([]);
    },
  );
});
