import { InstallerError } from '../errors.ts';
import { machineTroubles } from '../model/control-plane-health.ts';
import { etcdMemberOf } from '../model/etcd-member-of.ts';
import { quorumAfter, troubleWhileAway } from '../model/etcd-quorum.ts';
import type { Machine } from '../model/machine.ts';
import type { ClusterView } from '../model/observed.ts';
import { type AskCluster, clusterNow } from './cluster-now.ts';
import { type ControlPlaneHost, readyControlPlane } from './control-plane-access.ts';
import { awaitStableControlPlane } from './control-plane-gate.ts';
import type { ApplyContext, Operation } from './operation.ts';
import { takeOutOfEtcd } from './take-out-of-etcd.ts';
import { waitUntil } from './wait-until.ts';

const READY_MS = 120_000;
/** What is sick beside a sick machine may be about to recover; a quorum that does not come back has to be looked at. */
const QUORUM_MS = 120_000;

export interface LeavingControlPlane {
  machine: Pick<Machine, 'name' | 'role' | 'host'>;
  /** The cluster's other control planes whose hosts can be asked. */
  controlPlanes: ControlPlaneHost[];
  view: AskCluster;
  /** etcd is not ours to look after. */
  externalEtcd: boolean;
  /** Names of the machines that are control planes of the cluster now. */
  memberNames: readonly string[];
  /** Its bootstrap never ended well, however well its member and Node may look. */
  unfinished?: boolean;
  /** It is only away for a moment, and its member goes on counting. */
  comesBack?: boolean;
}

/**
 * Removes a control plane's member from etcd, quorum checked again at this moment (Cluster API: KCP
 * reconcilePreTerminateHook). Comes after the drain: without its member the machine's API server, and a kubelet that
 * talks to that one, are blind (cluster-api#11138).
 */
export function removeEtcdMember(input: LeavingControlPlane): Operation<ClusterView | { unavailable: string }> {
  const { machine, controlPlanes, view, externalEtcd } = input;
  return {
    action: 'remove-etcd-member',
    observe: view,
    changes: (seen) => (machine.role === 'worker' || externalEtcd ? [] : memberChanges(seen, machine)),
    apply: async (_seen, context) => {
      refuseLast(input);
      const { signal, progress } = context;
      const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
      const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal, onWaiting });
      await awaitRemovable(input, context);
      await takeOutOfEtcd({ machine, controlPlane, view }, context);
    },
  };
}

function memberChanges(seen: ClusterView | { unavailable: string }, machine: LeavingControlPlane['machine']) {
  const what = `the etcd member of ${machine.name}`;
  if ('unavailable' in seen) return [{ what, why: `not known whether it is there: ${seen.unavailable}` }];
  if (seen.etcdMembers.length === 0) return [{ what, why: 'not known whether it is there: etcd tells no members' }];
  const member = etcdMemberOf(seen.etcdMembers, machine);
  return member ? [{ what, why: `${machine.name} leaves, and its member ${member.id} would count as lost` }] : [];
}

/** @throws InstallerError `operation-failed` where no other control plane would be left */
export function refuseLast({ machine, controlPlanes, memberNames }: LeavingControlPlane): void {
  if (controlPlanes.length > 0 && memberNames.some((name) => name !== machine.name)) return;
  throw new InstallerError(
    'operation-failed',
    `${machine.name} is the last control plane that can be asked: the cluster would end with it`,
    { host: machine.name, hint: 'to end the cluster: installer reset' },
  );
}

/**
 * A healthy machine leaves a control plane that is whole (KCP scale.go); a sick or unfinished one leaves as soon as the others hold the
 * quorum and one of them is whole (KCP remediation.go:677 and :820): waiting for more could be waiting for itself.
 * @throws InstallerError `operation-failed` naming what is missing
 */
export async function awaitRemovable(input: LeavingControlPlane, context: ApplyContext): Promise<void> {
  const { machine, controlPlanes, view, externalEtcd, memberNames } = input;
  const seen = await clusterNow(view, context);
  if (!input.unfinished && machineTroubles(seen, machine.name, { externalEtcd }).length === 0) {
    const members = controlPlanes.filter(({ host }) => memberNames.includes(host.name));
    await awaitStableControlPlane({ members, view, externalEtcd, except: machine }, context);
    return;
  }
  await waitUntil(
    {
      limitMs: QUORUM_MS,
      until: `the control plane can do without ${machine.name}`,
      signal: context.signal,
      onWaiting: (missing) => context.progress(`waiting for the control plane: ${missing}`),
      host: machine.name,
      hint: 'bring another control plane back to health first, then apply again',
    },
    async () => troubleWithout(await clusterNow(view, context), input),
  );
}

function troubleWithout(
  view: ClusterView,
  { machine, externalEtcd, memberNames, comesBack }: LeavingControlPlane,
): string | undefined {
  const others = memberNames.filter((name) => name !== machine.name);
  const troubles = others.map((name) => machineTroubles(view, name, { externalEtcd }));
  if (!troubles.some((found) => found.length === 0)) return troubles.flat().join('; ') || 'there is no other one';
  if (externalEtcd) return undefined;
  const member = etcdMemberOf(view.etcdMembers, machine);
  if (comesBack) return troubleWhileAway(view.etcdMembers, member?.id);
  const verdict = quorumAfter(view.etcdMembers, { remove: member?.id });
  return member && !verdict.safe ? (verdict.reason ?? 'quorum would be lost') : undefined;
}
