import type { Desired } from '../model/desired.ts';
import { quorumAfter, quorumOf } from '../model/etcd-quorum.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import type { HostFacts } from '../model/facts.ts';
import type { Machine } from '../model/machine.ts';
import { bearsCluster, type MachineState } from '../model/machine-state.ts';
import type { ClusterView } from '../model/observed.ts';
import type { Finding, Plan, PlannedOperation } from '../model/plan.ts';
import { operation } from './draft.ts';

export interface ResetInput {
  desired: Desired;
  /** Those to be reset. */
  machines: Machine[];
  states: Record<string, MachineState>;
}

export interface RefuseInput {
  desired: Desired;
  /** Names of the hosts to be reset. */
  hosts: string[];
  states: Record<string, MachineState>;
  /** Names of control planes whose bootstrap ended well. */
  initialised: string[];
  /** Control planes that did not answer. */
  silent: string[];
  cluster: ClusterView | undefined;
  /** Of the hosts that answered. */
  facts: Record<string, HostFacts>;
}

/** Workers are returned first, then control planes side by side (Cluster API, KCP delete: no worker machine remains). */
export function planReset({ desired, machines, states }: ResetInput, hash: (value: unknown) => string): Plan {
  const workers = machines.filter(({ role }) => role === 'worker').map((machine) => reset(machine, states, []));
  const controlPlanes = machines
    .filter(({ role }) => role === 'control-plane')
    .map((machine) =>
      reset(
        machine,
        states,
        workers.map(({ id }) => id),
      ),
    );
  const operations = [...workers, ...controlPlanes];
  return {
    cluster: desired.cluster.name,
    inventoryHash: hash(desired),
    observedHash: hash(states),
    operations,
    summary: { create: 0, update: 0, delete: operations.length },
  };
}

function reset(machine: Machine, states: Record<string, MachineState>, needs: string[]): PlannedOperation {
  const state = states[machine.name];
  return operation({
    action: 'reset-host',
    host: machine.name,
    machine: machine.name,
    title: `Return ${machine.name} to bare`,
    reason: state === 'bare' ? 'bare already: only leftovers are removed' : `it is ${state}`,
    needs,
    destructive: true,
  });
}

/** What stands in the way of a reset: hosts of other clusters, and control planes that a living cluster cannot spare. */
export function refuseReset(input: RefuseInput): Finding[] {
  const { desired, hosts, states, facts } = input;
  const foreign = hosts.filter((name) => states[name] === 'foreign' && !onlyClaimed(facts[name], desired));
  const findings: Finding[] = foreign.map((host) => ({
    host,
    check: 'foreign-host',
    severity: 'refuse',
    message: `this host does not belong to ${desired.cluster.name}`,
    cure: 'reset it with the inventory of the cluster it serves (/etc/installer/machine.json on the host names it)',
  }));
  findings.push(...renamed(input));
  const quorumLost = etcdIsExternal(desired) ? undefined : whyNot(input);
  if (quorumLost) {
    findings.push({
      check: 'quorum',
      severity: 'refuse',
      message: quorumLost,
      cure: 'reset one healthy control plane at a time, with the others up; or the whole cluster (leave --host out)',
    });
  }
  return findings;
}

/** The host serves the living cluster as another machine: that one's Node and etcd member would be left behind. */
function renamed({ desired, hosts, states, initialised, facts }: RefuseInput): Finding[] {
  if (initialised.every((name) => hosts.includes(name))) return [];
  return hosts.flatMap((host): Finding[] => {
    const mark = facts[host]?.machine;
    if (!mark || mark.machine === host || states[host] === 'foreign') return [];
    return [
      {
        host,
        check: 'host-renamed',
        severity: 'refuse',
        message: `serves ${desired.cluster.name} as ${mark.machine}`,
        cure: `Is its address right? If so, call it ${mark.machine} in the inventory, then: installer reset --host ${mark.machine}`,
      },
    ];
  });
}

/** A claim of the same name in another life, on a host that holds nothing of any cluster: a run that came second left it. */
function onlyClaimed(facts: HostFacts | undefined, { cluster }: Desired): boolean {
  return facts?.machine?.cluster === cluster.name && facts.machine.phase === 'claimed' && !bearsCluster(facts);
}

/** Why control planes cannot leave a cluster that goes on living; `undefined` when they can. */
function whyNot({ hosts, initialised, silent, cluster }: RefuseInput): string | undefined {
  const leaving = initialised.filter((name) => hosts.includes(name));
  const staying = initialised.filter((name) => !hosts.includes(name));
  const [only, ...more] = leaving;
  if (only === undefined) return undefined;
  if (staying.length === 0) return whySilentOnesMayLive(leaving, silent, cluster);
  if (more.length > 0) return `${leaving.join(' and ')} cannot leave at once: etcd gives up one member at a time`;
  if (!cluster) return 'no control plane answers, so the health of etcd is not known';
  if (cluster.etcdMembers.length === 0) return 'etcd does not tell its members';
  const member = cluster.etcdMembers.find(({ name }) => name === only);
  return member && quorumAfter(cluster.etcdMembers, { remove: member.id }).reason;
}

/** Control planes that do not answer us may well serve a cluster: when etcd says so, or when they are enough to do it alone. */
function whySilentOnesMayLive(
  leaving: string[],
  silent: string[],
  cluster: ClusterView | undefined,
): string | undefined {
  const known = cluster?.etcdMembers ?? [];
  const alive =
    known.length > 0
      ? silent.filter((name) => known.some((member) => member.name === name && member.healthy === true))
      : silent;
  const enough = known.length > 0 ? 1 : quorumOf(leaving.length + silent.length);
  if (alive.length < enough) return undefined;
  return `${alive.join(' and ')} cannot be reached from here and may be serving the cluster without ${leaving.join(' and ')}`;
}
