// What the drivers share: hosts of a farm as the inventory room would hand them over, and the way to them.
import { text } from 'node:stream/consumers';
import { Secrets } from '../../../dist/model/secrets.js';
import { createConnections } from '../../../dist/ssh/connections.js';

/** The JSON that the benchmark sends. */
export async function readInput() {
  return JSON.parse(await text(process.stdin));
}

/** @param {{ hosts: { name: string, address: string }[], keyPath: string, knownHostsPath: string }} farm */
export function connectionsTo({ hosts, keyPath, knownHostsPath }) {
  const ssh = {
    user: 'root',
    port: 22,
    privateKeyPath: keyPath,
    agent: false,
    sudo: { enabled: false },
    hostKeys: 'strict',
    knownHostsFile: knownHostsPath,
    connectTimeoutMs: 60_000,
  };
  return createConnections({
    hosts: hosts.map(({ name, address }) => ({
      ...{ name, address, internalAddress: address, role: 'worker' },
      ...{ labels: {}, taints: [], vars: {}, ssh },
    })),
    secrets: new Secrets(),
    resolveSecret: () => Promise.reject(new Error('no secret is needed here')),
    interactive: false,
  });
}
