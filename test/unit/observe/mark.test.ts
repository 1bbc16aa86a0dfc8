import { describe, expect, it } from 'vitest';
import { parseMark } from '../../../src/observe/facts/mark.ts';

const GOOD = {
  apiVersion: 'installer.dev/v1alpha1',
  cluster: 'lab',
  clusterUid: 'u',
  machine: 'cp-1',
  uid: 'm',
  role: 'control-plane',
  phase: 'claimed',
  version: 'v1.34.2',
};

describe('parseMark', () => {
  it('reads a whole mark', () => {
    expect(parseMark(JSON.stringify(GOOD, null, 2))).toEqual({ machine: GOOD });
  });

  it('reads what an upgrade was begun to, and goes by what it knows', () => {
    const begun = { ...GOOD, phase: 'bootstrapped', upgrading: { version: 'v1.34.3', template: '-', by: 'later' } };
    expect(parseMark(JSON.stringify(begun))).toEqual({ machine: begun });
  });

  it.each([
    ['', 'empty'],
    ['{"cluster":', 'not JSON'],
    ['[]', 'not an object'],
    [JSON.stringify({ ...GOOD, apiVersion: 'installer.dev/v9' }), 'apiVersion "installer.dev/v9" is unknown'],
    [JSON.stringify({ ...GOOD, cluster: 7 }), 'cluster is not a string'],
    [JSON.stringify({ ...GOOD, role: 'etcd' }), 'role "etcd" is unknown'],
    [JSON.stringify({ ...GOOD, role: { toString: 0 } }), 'role {"toString":0} is unknown'],
    [JSON.stringify({ ...GOOD, phase: undefined }), 'phase undefined is unknown'],
    [JSON.stringify({ ...GOOD, bootstrap: 'adopt' }), 'bootstrap "adopt" is unknown'],
    [JSON.stringify({ ...GOOD, upgrading: true }), 'upgrading does not say to what'],
    [JSON.stringify({ ...GOOD, upgrading: { version: 'v1', template: 1 } }), 'upgrading does not say to what'],
  ])('never takes %j for no mark', (text, reason) => {
    const { machine, machineUnreadable } = parseMark(text);
    expect(machine).toBeUndefined();
    expect(machineUnreadable).toContain(reason);
  });
});
