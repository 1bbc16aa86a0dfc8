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

  it('is neither, where the node is that of the host', () => {
    expect(findings({ 'w-1': 'bare no-record' }, () => {})).toEqual([]);
  });

  it('is nothing as long as no control plane answers', () => {
    const observed = observedWorld(desired, { 'cp-1': 'dead', 'cp-2': 'dead', 'w-1': '' });
    expect(refusePlan({ desired, observed })).toEqual([]);
  });
});
