import type { OperationNode } from '../engine/operation-node.ts';
import { InstallerError } from '../errors.ts';
import type { Desired, RemovalPolicy } from '../model/desired.ts';
import { asMachine, type ExistingMachine, isReleased, runsNothing } from '../model/existing-machine.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { ClusterView, Observed } from '../model/observed.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { recordOf } from '../model/record-of.ts';
import { vipOf } from '../model/vip-of.ts';
import { isUnhealthy } from '../plan/health/is-unhealthy.ts';
import { type BuildContext, visitedHost } from './build-context.ts';
import { cleanHost } from './clean-host.ts';
import { deleteNode } from './delete-node.ts';
import { drainNode } from './drain-node.ts';
import { operationNode } from './operation.ts';
import { removeEtcdMember } from './remove-etcd-member.ts';

/** A part of the removal of a machine. */
export function buildForLeaving(planned: PlannedOperation, context: BuildContext): OperationNode {
  const { desired, view, membersAt, plan } = context;
  const existing = context.existing.find(({ name }) => name === planned.machine);
  if (!existing) throw new InstallerError('unexpected', `${planned.id} was planned for a machine that is not there`);
  const machine = asMachine(existing, desired);
  const record = recordIn(existing, context);
  const controlPlanes = context.controlPlanes.filter(({ host }) => host.name !== machine.name);
  const policy = policyOf(existing, desired);
  const leaving = {
    machine,
    controlPlanes,
    view,
    externalEtcd: etcdIsExternal(desired),
    memberNames: membersAt(planned.id),
    unfinished: existing.state === 'bootstrapping' || existing.state === 'half-bootstrapped',
  };
  switch (planned.action) {
    case 'drain-node': {
      const atWork = existing.state === 'bootstrapping' ? { atWork: context.host(machine.name) } : {};
      const isWellAgain = (cluster: ClusterView) => !isUnhealthy(machine.name, desired, observedNow(cluster, context));
      const drain = {
        ...leaving,
        ...atWork,
        record,
        reason: planned.reason,
        policy,
        now: Date.now,
        ...(existing.remediation !== undefined && { isUnhealthy: true, isWellAgain }),
        ...rememberedOf(machine.name, context),
      };
      return operationNode(planned, drainNode(drain));
    }
    case 'remove-etcd-member':
      return operationNode(planned, removeEtcdMember(leaving));
    case 'clean-host': {
      const { host, seen, facts } = visitedHost(planned, machine, context);
      const steps = context.recipes.resetFor(machine, seen);
      const vip = vipOf(desired);
      // The mark first: a machine that was made anew under its name may have died before its record was written.
      const expected = seen.machine ?? existing.record;
      const asked = runsNothing(existing) ? {} : { view };
      return operationNode(planned, cleanHost({ host, steps, expected, facts, vip, ...asked }));
    }
    default: {
      const hostCleaned = plan.operations.some(
        ({ action, machine: name }) => action === 'clean-host' && name === machine.name,
      );
      const gone = { machine, record, controlPlanes, view, policy, hostCleaned: hostCleaned || isReleased(existing) };
      return operationNode(planned, deleteNode(gone));
    }
  }
}

function rememberedOf(name: string, { observed: { healing, cluster } }: BuildContext) {
  const now = healing?.remembered?.find(({ machine }) => machine === name);
  const before = cluster?.pastRemediations?.find(({ machine }) => machine === name);
  return now && { remembered: { now, ...(before && { before }) } };
}

/** The cluster as it is now; of hosts, what was seen of them. How far off the clock of `via` is was seen then, too. */
function observedNow(cluster: ClusterView, { observed }: BuildContext): Observed {
  const { via } = observed.cluster ?? cluster;
  return { ...observed, cluster: { ...cluster, via }, at: new Date().toISOString() };
}

/** Its own record; where the cluster keeps none, the one it would have, as its host's mark tells. */
function recordIn({ record, name, failureDomain, ...existing }: ExistingMachine, context: BuildContext) {
  const mark = context.facts[name]?.machine;
  if (record || !mark || mark.machine !== name) return record;
  const made: MachineRecord = recordOf({ name, ...existing }, mark, failureDomain, undefined);
  return made;
}

/** Of its owner; where that is gone from the inventory, of the control plane. */
export function policyOf(
  { role, owner }: Pick<ExistingMachine, 'role' | 'owner'>,
  { controlPlane, machineDeployments }: Desired,
): RemovalPolicy {
  const deployment = role === 'worker' ? machineDeployments.find(({ name }) => name === owner) : undefined;
  return (deployment ?? controlPlane).removal;
}
