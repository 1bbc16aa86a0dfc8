import type { HostFacts } from '../../../src/model/facts.ts';
import type { Lab } from '../../lab/lab.ts';
import { installer } from './installer.ts';

/** Folders in which an installer leaves its traces. Logs and what sudo notes for itself are no change. */
const WATCHED = '/etc /usr /opt /var/lib /root /home';
const OWN_NOTES = '/var/lib/sudo/|/var/lib/systemd/|/\\.ssh/known_hosts$';

/** Sets the moment that `changedSince` counts from. */
export async function markNow(lab: Lab): Promise<void> {
  await Promise.all(lab.nodes.map((node) => lab.exec(node, 'touch /tmp/moment; sleep 0.01')));
}

/** Files that were written on any node since `markNow`, as `node:path`. */
export async function changedSince(lab: Lab, nodes: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    nodes.map(async (node) => {
      const command = `find ${WATCHED} -xdev -type f -newercm /tmp/moment | grep -Ev '${OWN_NOTES}'`;
      const { stdout } = await lab.exec(node, command, [1]);
      return stdout
        .split('\n')
        .filter(Boolean)
        .map((path) => `${node}:${path}`);
    }),
  );
  return found.flat();
}

/** The facts that do not move by themselves, of every host that answers. */
export async function lastingFacts(inventoryPath: string): Promise<Record<string, unknown>> {
  const { stdout } = await installer(['facts', '-f', inventoryPath, '-o', 'json']);
  const { hosts } = JSON.parse(stdout) as { hosts: Record<string, { facts?: HostFacts }> };
  return Object.fromEntries(
    Object.entries(hosts).flatMap(([name, { facts }]) => (facts ? [[name, lasting(facts)]] : [])),
  );
}

function lasting(facts: HostFacts): Partial<HostFacts> {
  const { clockOffsetMs: _clock, memoryBytes: _memory, disks, listening, ...rest } = facts;
  // Docker's own name server listens inside the node, on a port that changes when the node is switched on again.
  const ports = listening.filter(({ address }) => address !== '127.0.0.11');
  return {
    ...rest,
    listening: ports,
    disks: disks.map(({ mount, totalBytes }) => ({ mount, totalBytes, freeBytes: 0 })),
  };
}
