import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type ProbeQuestion, parseProbes, probeScript } from '../../../src/observe/probes.ts';

const QUESTION: ProbeQuestion = {
  targets: [
    { to: 'cp-2', address: '10.0.0.12', port: 6443 },
    { to: 'cp-2', address: '10.0.0.12', port: 2379 },
    { to: 'cp-3', address: '10.0.0.13', port: 6443 },
  ],
  vip: { address: '10.0.0.100', port: 6443 },
};

describe('parseProbes', () => {
  it('puts outcomes to their targets, in whatever order they came', () => {
    const { results } = parseProbes('motd\n##probe:2 blocked\n##probe:0 refused\n##end\n', QUESTION);
    expect(results.map(({ to, port, outcome }) => [to, port, outcome])).toEqual([
      ['cp-2', 6443, 'refused'],
      ['cp-2', 2379, 'unknown'],
      ['cp-3', 6443, 'blocked'],
    ]);
  });

  it.each([
    ['##vip:blocked 10.0.0.100 dev eth0 INCOMPLETE', { answers: false }],
    ['##vip:blocked 10.0.0.100 dev eth0 lladdr 02:42:0A:00:00:0c STALE', { answers: false, mac: '02:42:0a:00:00:0c' }],
    [
      '##vip:blocked 10.0.0.100 dev eth0 lladdr 02:42:0a:00:00:0c REACHABLE',
      { answers: true, onlyRemembered: true, mac: '02:42:0a:00:00:0c' },
    ],
    ['##vip:open ', { answers: true }],
    ['##vip:refused ', { answers: true }],
    ['##ping:yes\n##vip:blocked ', { answers: true }],
    ['##vip:blocked \n##ping:yes', { answers: true }],
  ])('reads %j', (stdout, vip) => {
    expect(parseProbes(stdout, QUESTION).vip).toEqual(vip);
  });

  it('knows nothing of a VIP that was not asked for', () => {
    expect(parseProbes('##vip:open ', { targets: [] })).toEqual({ results: [] });
  });
});

describe('the probe script', () => {
  it('tells open from refused from blocked on this machine', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const question: ProbeQuestion = {
      targets: [
        { to: 'open', address: '127.0.0.1', port },
        { to: 'refused', address: '127.0.0.1', port: 1 },
        // The kernel refuses TCP to the broadcast address: it is as good as no route.
        { to: 'blocked', address: '255.255.255.255', port: 9 },
      ],
      vip: { address: '127.0.0.1', port },
    };
    const { status, stdout } = spawnSync('/bin/sh', [], { input: probeScript(question), encoding: 'utf8' });
    server.close();
    expect(status).toBe(0);
    const { results, vip } = parseProbes(stdout, question);
    expect(Object.fromEntries(results.map(({ to, outcome }) => [to, outcome]))).toEqual({
      open: 'open',
      refused: 'refused',
      blocked: 'blocked',
    });
    expect(vip?.answers).toBe(true);
  });
});
