import { expect, test } from 'vitest';
import { machinesOf } from '../../../src/model/machine.ts';
import { recordOf } from '../../../src/model/record-of.ts';
import { desiredCluster } from '../../support/desired.ts';
import { mark } from '../../support/facts.ts';

const desired = desiredCluster({ controlPlanes: 0, workers: 1 });
const [machine = expect.fail('no machine')] = machinesOf(desired);

test('a record tells the version that runs on the host, not the one that is wanted', () => {
  const record = recordOf(machine, mark({ uid: 'u', version: 'v1.19.0' }), undefined, 'r');
  expect(record).toMatchObject({ name: 'w-1', owner: 'workers', uid: 'u', version: 'v1.19.0', revision: 'r' });
});

test('a record says how its host is reached, and nothing else of it', () => {
  const { address, internalAddress, labels, ssh } = machine.host;
  const record = recordOf(machine, mark(), 'zone-b', undefined);
  expect(record.host).toEqual({ address, internalAddress, labels, ssh });
  expect(record.failureDomain).toBe('zone-b');
  expect(record).not.toHaveProperty('revision');
});
