import type { ClusterStatus } from '../plan/cluster-status.ts';
import { dotBox, dotEdge, dotGraph, dotNode } from './dot.ts';

const GOOD = { fillcolor: '#c9ecd0', color: '#2e8b45' };
const BUSY = { fillcolor: '#fbe7b2', color: '#b7860b' };
const BAD = { fillcolor: '#f6c7c7', color: '#b3312c' };
const PLAIN = { fillcolor: '#e6e8ec', color: '#8a94a6' };

/** By phase of cluster, machine or host; a phase that is not named is under way. */
const COLOURS: Record<string, typeof GOOD> = {
  Provisioned: GOOD,
  Running: GOOD,
  InUse: GOOD,
  Available: PLAIN,
  Unknown: PLAIN,
  Failed: BAD,
  Deleting: BAD,
  ToBeCleaned: BAD,
  Foreign: BAD,
  Unreachable: BAD,
};

type ShownStatus = Pick<ClusterStatus, 'cluster' | 'endpoint' | 'version' | 'phase' | 'machines' | 'hosts'>;

/** A cluster in Graphviz's language: cluster → owners → machines → hosts, each with its phase; hosts that serve no machine apart. */
export function statusGraph(status: ShownStatus): string {
  const { cluster, endpoint, version, phase, machines, hosts } = status;
  const owners = [...new Set(machines.map(({ owner }) => owner))];
  const top = dotNode('cluster', { label: lines(cluster, phase, version, `https://${endpoint}`), ...colours(phase) });
  const free = hosts.filter(({ name }) => !machines.some(({ host }) => host === name));
  return dotGraph(`status of ${cluster}`, {}, [
    top,
    ...owners.flatMap((owner) => {
      const own = machines.filter((machine) => machine.owner === owner);
      const ready = own.filter((machine) => machine.ready).length;
      return [
        dotNode(`owner ${owner}`, { label: lines(owner, `${ready} of ${own.length} ready`), ...PLAIN }),
        dotEdge('cluster', `owner ${owner}`),
      ];
    }),
    ...machines.flatMap((machine) => machineLines(machine, hosts)),
    ...(free.length > 0 ? dotBox('free', { label: 'free hosts', style: 'dashed' }, free.map(hostNode)) : []),
  ]);
}

type MachineStatus = ClusterStatus['machines'][number];
type HostStatus = ClusterStatus['hosts'][number];

function machineLines(machine: MachineStatus, hosts: readonly HostStatus[]): string[] {
  const { name, phase, version, ready, owner, reason } = machine;
  const unready = phase === 'Running' && !ready ? 'not Ready' : undefined;
  // Provisioned says of a machine that it has not become a node yet.
  const painted = phase === 'Provisioned' || unready ? BUSY : colours(phase);
  const host = hosts.find((candidate) => candidate.name === machine.host) ?? {
    name: machine.host,
    address: machine.address,
    phase: 'Unknown' as const,
  };
  return [
    dotNode(`machine ${name}`, {
      label: lines(name, phase, unready, version),
      ...(reason && { tooltip: reason }),
      ...painted,
    }),
    dotEdge(`owner ${owner}`, `machine ${name}`),
    hostNode(host),
    dotEdge(`machine ${name}`, `host ${host.name}`),
  ];
}

function hostNode({ name, address, phase }: HostStatus): string {
  return dotNode(`host ${name}`, { label: lines(name, address, phase), shape: 'component', ...colours(phase) });
}

function colours(phase: string) {
  return COLOURS[phase] ?? BUSY;
}

function lines(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}
