import { describe, expect, it } from 'vitest';
import type { BastionSettings } from '../../../src/model/desired.ts';
import { hopError, hopKey, hopTo } from '../../../src/ssh/hop.ts';

const bastion: BastionSettings = { address: 'jump', port: 22, user: 'j', agent: true, hostKeys: 'strict' };
const hop = (name: string, over: Partial<BastionSettings> = {}, address = '10.0.0.1') =>
  hopTo(
    { name, address },
    {
      ...{
        user: 'ops',
        port: 22,
        agent: true,
        sudo: { enabled: true },
        hostKeys: 'strict' as const,
        connectTimeoutMs: 5,
      },
      bastion: { ...bastion, ...over },
    },
  );
const bastionKey = (...args: Parameters<typeof hop>): string => {
  const { via } = hop(...args);
  if (via === undefined) throw new Error('no bastion');
  return hopKey(via);
};

describe('the way to a host', () => {
  it('shares a bastion with hosts that reach it the same way, whatever the order of its fields', () => {
    const { agent, address, ...others } = bastion;
    expect(bastionKey('a')).toBe(bastionKey('b', { ...others, address, agent }));
  });

  it.each([
    ['user', { user: 'other' }],
    ['port', { port: 2222 }],
    ['key', { privateKeyPath: '/k' }],
    ['host key', { hostKey: 'ssh-ed25519 AAAA' }],
    ['checking', { hostKeys: 'accept-new' as const }],
    ['secret', { passwordFrom: { env: 'X' } }],
    ['a bastion of its own', { bastion: { ...bastion, address: 'outer' } }],
  ])('does not share a bastion with another %s', (_name, over) => {
    expect(bastionKey('a', over)).not.toBe(bastionKey('a'));
  });

  it('names itself in errors, with an IPv6 address in brackets', () => {
    const error = hopError(hop('cp-1', {}, 'fe80::1'), 'a problem', 'a cure');
    expect(error).toMatchObject({
      kind: 'unreachable',
      message: 'cp-1, ops@[fe80::1]:22: a problem',
      details: { host: 'cp-1', hint: 'a cure' },
    });
  });
});
