import { describe, expect, test } from 'vitest';
import { etcdMemberOf } from '../../../src/model/etcd-member-of.ts';
import type { EtcdMember } from '../../../src/model/observed.ts';
import { etcdMember } from '../../support/cluster-view.ts';
import { desiredHost } from '../../support/desired.ts';

const cp3 = { name: 'cp-3', host: desiredHost('cp-3', 'control-plane', 13) };
const healthy = [etcdMember('cp-1', 1), etcdMember('cp-2', 2)];

describe('whose etcd member it is', () => {
  const cases: [string, EtcdMember[], string | undefined][] = [
    ['by name', [...healthy, etcdMember('cp-3', 3, { peerUrls: [] })], 'a3'],
    ['by peer address where it never started', [...healthy, etcdMember('', 3)], 'a3'],
    ['by name before address: addresses may have changed hands', [etcdMember('cp-1', 3), etcdMember('cp-3', 1)], 'a1'],
    ['nobody', healthy, undefined],
    [
      'not one whose address only begins alike',
      [etcdMember('', 3, { peerUrls: ['https://192.168.73.130:2380'] })],
      undefined,
    ],
  ];
  test.each(cases)('%s', (_, members, id) => {
    expect(etcdMemberOf(members, cp3)?.id).toBe(id);
  });

  test('by an IPv6 peer address', () => {
    const machine = { ...cp3, host: { ...cp3.host, internalAddress: 'fd00::13' } };
    expect(etcdMemberOf([etcdMember('', 3, { peerUrls: ['https://[fd00::13]:2380'] })], machine)?.id).toBe('a3');
  });
});
