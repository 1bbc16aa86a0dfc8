import { describe, expect, it } from 'vitest';
import { addressIn, candidateSubnets, planNodes, vipOf } from '../../lab/addresses.ts';

const none = { controlPlanes: 0, workers: 0, spares: 0, bastion: false };

describe('the addresses of a lab', () => {
  it('says by its last number what a node is', () => {
    const nodes = planNodes('10.77.3.0/24', { controlPlanes: 2, workers: 2, spares: 1, bastion: true });
    expect(nodes.map((node) => `${node.name} ${node.address} ${node.role}`)).toEqual([
      'bastion 10.77.3.5 bastion',
      'cp-1 10.77.3.11 control-plane',
      'cp-2 10.77.3.12 control-plane',
      'w-1 10.77.3.21 worker',
      'w-2 10.77.3.22 worker',
      's-1 10.77.3.61 spare',
    ]);
  });

  it('gives no address twice, nor the virtual one, however many nodes there are', () => {
    const nodes = planNodes('10.77.0.0/24', { controlPlanes: 9, workers: 39, spares: 29, bastion: true });
    const addresses = [...nodes.map((node) => node.address), vipOf('10.77.0.0/24'), addressIn('10.77.0.0/24', 1)];
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('refuses more nodes than it has addresses for', () => {
    expect(() => planNodes('10.77.0.0/24', { ...none, controlPlanes: 10 })).toThrow(
      /0 to 9 nodes of role control-plane/,
    );
    expect(() => planNodes('10.77.0.0/24', { ...none, workers: -1 })).toThrow(/role worker, not -1/);
  });

  it('refuses networks that are no /24, and host numbers outside of one', () => {
    expect(() => vipOf('10.77.0.0/16')).toThrow(/must be a \/24/);
    expect(() => addressIn('10.77.0.0/24', 255)).toThrow(/no host number/);
  });

  it('tries different networks', () => {
    expect(candidateSubnets()[0]).toBe('10.77.0.0/24');
    expect(new Set(candidateSubnets()).size).toBe(candidateSubnets().length);
  });
});
