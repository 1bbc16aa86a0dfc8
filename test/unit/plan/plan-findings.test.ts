import { describe, expect, it } from 'vitest';
import type { Observed } from '../../../src/model/observed.ts';
import { refusePlan } from '../../../src/plan/plan-cluster.ts';
import { observedWorld, shortDesired, type World } from '../../support/planner-world.ts';

const desired = shortDesired({ hosts: ['cp-1', 'w-1'] });

function findings(world: World, change: (observed: Observed) => void) {
  const observed = observedWorld(desired, { 'cp-1': 'unvisited', ...world });
  change(observed);
  return refusePlan({ desired, observed });
}

describe('what the planner refuses', () => {
  it('is not what a record says of secrets, but that is told', () => {
    const told = findings({ 'w-9': '' }, ({ cluster }) => {
      for (const record of cluster?.records ?? [])
        if (record.name === 'w-9')
          record.host = { ...record.host, ssh: { ...record.host.ssh, passwordFrom: { env: 'AWS_SECRET' } } };
    });
    expect(told).toContainEqual(
      expect.objectContaining({ host: 'w-9', check: 'record-not-trusted', severity: 'warn' }),
    );
  });

  it('is a host that serves under another name: the old machine’s removal would clean it', () => {
    const renamed = findings({ 'w-1': 'no-record no-node', 'w-9': '' }, ({ hosts }) => {
      const host = hosts['w-1'];
      if (host?.reachable && host.facts.machine) host.facts.machine.machine = 'w-9';
    });
    expect(renamed).toMatchObject([{ host: 'w-1', check: 'host-renamed', severity: 'refuse' }]);
    expect(renamed[0]?.cure).toContain('Call it w-9 again');
  });

  it('is a bare host with the name of a node at another address', () => {
    const taken = findings({ 'w-1': 'bare no-record' }, ({ cluster }) => {
      for (const node of cluster?.nodes ?? [])
        if (node.name === 'w-1') Object.assign(node, { internalIp: '10.0.0.9', ready: true });
    });
    expect(taken).toMatchObject([{ host: 'w-1', check: 'node-name-taken', severity: 'refuse' }]);
  });

  it('is such a node also while it is not Ready: nobody knows whose it is', () => {
    const taken = findings({ 'w-1': 'bare no-record' }, ({ cluster }) => {
      for (const node of cluster?.nodes ?? [])
        if (node.name === 'w-1') Object.assign(node, { internalIp: '10.0.0.9', ready: false });
    });
    expect(taken).toMatchObject([{ host: 'w-1', check: 'node-name-taken', severity: 'refuse' }]);
  });

  describe('is the name of a machine on another host', () => {
    const moved = (words: string, ready: boolean) =>
      findings({ 'w-1': words }, ({ cluster }) => {
        for (const record of cluster?.records ?? [])
          if (record.name === 'w-1') record.host = { ...record.host, address: '10.0.0.9', internalAddress: '10.0.0.9' };
        for (const node of cluster?.nodes ?? []) if (node.name === 'w-1') node.ready = ready;
      });

    it('while the machine lives at its old address', () => {
      const [finding, ...more] = moved('bare', true);
      expect(finding).toMatchObject({ host: 'w-1', check: 'machine-elsewhere', severity: 'refuse' });
      expect(finding?.message).toContain('at 10.0.0.9, the inventory has it at 192.168.73.51');
      expect(more).toEqual([]);
    });

    it('while the etcd member there is healthy, whatever its node says', () => {
      const observed = observedWorld(shortDesired({ hosts: ['cp-1', 'cp-2'] }), { 'cp-1': '', 'cp-2': 'bare' });
      const { cluster } = observed;
      for (const record of cluster?.records ?? [])
        record.host = { ...record.host, address: '10.0.0.9', internalAddress: '10.0.0.9' };
      for (const member of cluster?.etcdMembers ?? []) member.healthy = true;
      expect(refusePlan({ desired: shortDesired({ hosts: ['cp-1', 'cp-2'] }), observed })).toContainEqual(
        expect.objectContaining({ host: 'cp-2', check: 'machine-elsewhere' }),
      );
    });

    it('while the host at the old address is still to be cleaned', () => {
      expect(moved('unclean bare', false)).toMatchObject([
        { host: 'w-1', check: 'machine-elsewhere', severity: 'refuse', message: expect.stringContaining('cleaned') },
      ]);
    });

    it('but not when the machine is dead, nor when its own host was given another address', () => {
      expect(moved('bare', false)).toEqual([]);
      expect(moved('', true)).toEqual([]);
    });
  });

  describe('is other hardware under the name and address of a machine', () => {
    const replaced = (change: (observed: Observed) => void) => findings({ 'w-1': 'replaced' }, change);

    it('that is alive elsewhere, or was switched off a moment ago', () => {
      const [finding, ...more] = replaced(({ cluster }) => {
        for (const node of cluster?.nodes ?? []) node.ready = true;
      });
      expect(finding).toMatchObject({ host: 'w-1', check: 'machine-elsewhere', severity: 'refuse' });
      expect(finding?.message).toContain('(machine-id and product_uuid), and bears nothing of it; its node is Ready');
      expect(finding?.cure).toContain('wait until that shows');
      expect(more).toEqual([]);
    });

    it('but not where that machine is dead', () => {
      expect(replaced(() => {})).toEqual([]);
    });
  });

  it('is not a host that was cleaned a moment ago: its node is still taken for Ready', () => {
    const resumed = findings({ 'w-1': 'bare deleting' }, ({ cluster }) => {
      for (const node of cluster?.nodes ?? []) node.ready = true;
    });
    expect(resumed).toEqual([]);
  });

  it('is a cluster of the same name that is told by a host of another life', () => {
    const two = shortDesired({ hosts: ['cp-1', 'cp-2', 'cp-3'], controlPlane: 2 });
    const observed = observedWorld(two, { 'cp-1': 'first', 'cp-2': 'no-record no-node', 'cp-3': 'no-record no-node' });
    for (const name of ['cp-2', 'cp-3']) {
      const host = observed.hosts[name];
      if (host?.reachable && host.facts.machine) host.facts.machine.clusterUid = 'uid-2';
    }
    expect(refusePlan({ desired: two, observed })).toContainEqual(
      expect.objectContaining({ host: 'cp-1', check: 'another-life', severity: 'refuse' }),
    );
  });

  it('is neither, where the node is that of the host', () => {
    expect(findings({ 'w-1': 'bare no-record' }, () => {})).toEqual([]);
  });

  it('is nothing as long as no control plane answers', () => {
    const observed = observedWorld(desired, { 'cp-1': 'dead', 'cp-2': 'dead', 'w-1': '' });
    expect(refusePlan({ desired, observed })).toEqual([]);
  });
});
