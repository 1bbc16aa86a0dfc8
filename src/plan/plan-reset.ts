import type { Desired } from '../model/desired.ts';
import { quorumAfter } from '../model/etcd-quorum.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { ClusterView } from '../model/observed.ts';
import type { Finding, Plan, PlannedOperation } from '../model/plan.ts';
import { operation } from './draft.ts';

export interface ResetInput {
  desired: Desired;
  /** Names of the hosts to be reset. */
  hosts: string[];
  states: Record<string, MachineState>;
}

export interface RefuseInput extends ResetInput {
  /** Names of control planes whose bootstrap ended well. */
  initialised: string[];
  cluster: ClusterView | undefined;
}

/** Workers are returned first, then control planes side by side (Cluster API, KCP delete: no worker machine remains). */
export function planReset({ desired, hosts, states }: ResetInput, hash: (value: unknown) => string): Plan {
  const machines = machinesOf(desired).filter(({ name }) => hosts.includes(name));
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
export function refuseReset({ desired, hosts, states, initialised, cluster }: RefuseInput): Finding[] {
  const foreign = hosts.filter((name) => states[name] === 'foreign');
  const leaving = initialised.filter((name) => hosts.includes(name));
  const staying = initialised.filter((name) => !hosts.includes(name));
  const findings: Finding[] = foreign.map((host) => ({
    host,
    check: 'foreign-host',
    severity: 'refuse',
    message: `this host does not belong to ${desired.cluster.name}`,
    cure: 'reset it with the inventory of the cluster it serves (/etc/installer/machine.json on the host names it)',
  }));
  const quorumLost = staying.length > 0 ? whyNot(leaving, cluster) : undefined;
  if (quorumLost) {
    findings.push({
      check: 'quorum',
      severity: 'refuse',
      message: quorumLost,
      cure: 'reset one healthy control plane at a time, or the whole cluster (leave --host out)',
    });
  }
  return findings;
}

/** Why control planes cannot leave a cluster that goes on living; `undefined` when they can. */
function whyNot(leaving: string[], cluster: ClusterView | undefined): string | undefined {
  if (leaving.length === 0) return undefined;
  if (leaving.length > 1) return `${leaving.join(' and ')} cannot leave at once: etcd gives up one member at a time`;
  if (!cluster) return 'no control plane answers, so the health of etcd is not known';
  const member = cluster.etcdMembers.find(({ name }) => name === leaving[0]);
  return member && quorumAfter(cluster.etcdMembers, { remove: member.id }).reason;
}
