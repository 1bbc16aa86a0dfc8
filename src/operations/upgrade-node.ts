import { InstallerError } from '../errors.ts';
import { kubeadmHasUpgraded, parseUpgradeLook, type UpgradeLook, upgradeLookScript } from '../kubeadm/upgrade-look.ts';
import type { Bundle } from '../model/bundle.ts';
import type { RemovalPolicy } from '../model/desired.ts';
import { etcdMemberOf } from '../model/etcd-member-of.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import { type Host, readScript } from '../model/host-handle.ts';
import type { Machine } from '../model/machine.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { ClusterView } from '../model/observed.ts';
import type { StepState } from '../model/step.ts';
import type { Step } from '../playbook/step.ts';
import { awaitUpgraded } from './await-upgraded.ts';
import { claimScript } from './claim-script.ts';
import { type AskCluster, clusterNow } from './cluster-now.ts';
import { type ControlPlaneHost, readyControlPlane } from './control-plane-access.ts';
import { drainForUpgrade, openNode } from './drain-for-upgrade.ts';
import { forwardEtcdLeadership } from './forward-etcd-leadership.ts';
import { mustRun } from './host-script.ts';
import { markScript } from './mark-script.ts';
import type { ApplyContext, Change, Operation } from './operation.ts';
import { putRecords } from './put-records.ts';
import { awaitRemovable } from './remove-etcd-member.ts';
import { runKubeadmUpgrade } from './run-upgrade.ts';
import { sendItems } from './send-items.ts';
import { bringsKubelet, stepsAroundKubeadm } from './steps-around-kubeadm.ts';
import { applySteps, observeSteps } from './steps-on-host.ts';

export interface UpgradeInput {
  /** As it is to be. */
  machine: Machine;
  host: Host;
  /** All that is applied to a bootstrapped machine, in its order. */
  steps: Step[];
  /** What the machine is marked with, and what the cluster remembers of it, once it is what it is to be. */
  mark: MachineMark;
  record: MachineRecord;
  bundle: Bundle | undefined;
  facts(): Promise<HostFacts>;
  view: AskCluster;
  /** The cluster's other control planes whose hosts can be asked. */
  others: ControlPlaneHost[];
  /** The machine itself, where it is a control plane. */
  own: ControlPlaneHost | undefined;
  policy: RemovalPolicy;
  externalEtcd: boolean;
  /** Address or name of the cluster's endpoint. */
  endpoint: string;
  /** Names of the machines that are control planes of the cluster now. */
  memberNames: readonly string[];
}

interface Seen {
  states: StepState[];
  facts: Pick<HostFacts, 'machine' | 'store'>;
  look: UpgradeLook;
  cluster: ClusterView | { unavailable: string };
}

const READY_MS = 120_000;

/**
 * Brings one machine to another version, or to what else its specification says now, where it is: drained, `kubeadm
 * upgrade` of the new version run from the host's store before it replaces the old one, then the binaries and the kubelet;
 * its node takes pods again when it is Ready and, of a control plane, everything on it is healthy. Each part looks first, so
 * that after a kill anywhere the next apply does what is left; the host is marked as being upgraded until all has ended.
 */
export function upgradeNode(input: UpgradeInput): Operation<Seen> {
  return {
    action: 'upgrade-node',
    observe: async () => {
      const [states, facts, said, cluster] = await Promise.all([
        observeSteps(input.host, input.steps),
        input.facts(),
        input.host.read(readScript(upgradeLookScript())),
        input.view(),
      ]);
      return { states, facts, look: parseUpgradeLook(said.stdout), cluster };
    },
    changes: (seen) => [...machineChanges(seen, input), ...nodeChanges(seen, input)],
    apply: (seen, context) => upgrade(seen, input, context),
  };
}

function machineChanges({ facts, cluster }: Seen, { machine, mark, record }: UpgradeInput): Change[] {
  const { name, version } = machine;
  const of = facts.machine;
  if (of?.phase !== 'bootstrapped' || of.clusterUid !== mark.clusterUid || of.machine !== name) {
    return [{ what: 'mark', why: `${name} does not bear the mark of this machine any more` }];
  }
  if (of.version !== version) return [{ what: `Kubernetes ${version}`, why: `it is ${of.version} there` }];
  const begun = of.upgrading;
  if (begun) return [{ what: `upgrade of ${name}`, why: `one to ${begun.version} was begun and has not ended` }];
  const recorded = recordIn(cluster, name);
  if (recorded && recorded.revision === record.revision && recorded.version === version) return [];
  return [{ what: `specification of ${name}`, why: 'something else than the inventory wants was applied to it last' }];
}

function recordIn(cluster: Seen['cluster'], name: string): MachineRecord | undefined {
  return 'unavailable' in cluster ? undefined : cluster.records.find((candidate) => candidate.name === name);
}

function nodeChanges({ cluster }: Seen, { machine }: UpgradeInput): Change[] {
  if ('unavailable' in cluster) return [];
  const node = cluster.nodes.find(({ name }) => name === machine.name);
  return node?.closedForUpgrade
    ? [{ what: `uncordon ${machine.name}`, why: 'it was closed for an upgrade that had not ended' }]
    : [];
}

async function upgrade(seen: Seen, input: UpgradeInput, context: ApplyContext): Promise<void> {
  const { machine, host, mark, record, others, own } = input;
  const changes = machineChanges(seen, input);
  if (changes.some(({ what }) => what === 'mark')) throw notOurs(input);
  const controlPlanes = [...others, ...(own ? [own] : [])];
  if (changes.length > 0) await change(seen, { ...input, controlPlanes }, context);
  await awaitUpgraded(input, context);
  await openNode({ name: machine.name, controlPlanes }, context);
  await mustRun(host, 'marking the host', markScript(mark), { signal: context.signal });
  await putRecords(controlPlanes, [record], context);
}

async function change(
  { states, facts, look, cluster }: Seen,
  input: UpgradeInput & { controlPlanes: ControlPlaneHost[] },
  context: ApplyContext,
): Promise<void> {
  const { machine, host, mark, bundle, steps } = input;
  // The record is written last: until then what the host shows tells how far a change of version has come. Whether another
  // specification of the same version was applied shows nowhere but in the record.
  const versions = [facts.machine?.version, recordIn(cluster, machine.name)?.version];
  const newVersion = versions.some((version) => version !== machine.version);
  const begun = facts.machine?.upgrading;
  const goesOn = !begun || (begun.version === mark.version && begun.template === mark.template);
  // Marked when all had ended well. A kubelet that was installed by other means tells nothing of kubeadm.
  const done =
    !begun && facts.machine?.version === machine.version
      ? facts.machine.template === mark.template
      : bringsKubelet(steps) && kubeadmHasUpgraded(look, machine.role, machine.version);
  const kubeadm = !(newVersion && goesOn && done);
  const pending = states.filter(({ status }) => status === 'change' || status === 'unknown');
  if (!kubeadm && pending.length === 0 && look.kubeletRunsIt) return;
  if (machine.role === 'control-plane' && input.memberNames.some((name) => name !== machine.name)) {
    await awaitRemovable({ ...input, controlPlanes: input.others, comesBack: true }, context);
  }
  const wanted = new Set(pending.flatMap(({ items }) => items ?? []));
  if (wanted.size > 0 && bundle) await sendItems(host, bundle, wanted, facts.store, claimScript(mark), context);
  await drainForUpgrade({ name: machine.name, ...input }, context);
  await markBegun(facts.machine ?? mark, goesOn, input, context);
  const { before, after, kubeadmPath } = stepsAroundKubeadm(steps);
  if (before.length > 0) await applySteps(host, before, context);
  if (kubeadm) {
    const now = await clusterNow(input.view, context);
    await giveLeadershipAway(now, input, context);
    await runKubeadmUpgrade({ ...input, kubeadmPath, seen: now }, context);
  }
  if (after.length > 0) await applySteps(host, after, context);
  context.progress('restarting the kubelet');
  const restart = 'systemctl daemon-reload && systemctl restart kubelet.service';
  await mustRun(host, 'systemctl restart kubelet', restart, { signal: context.signal });
}

/**
 * From here on the host is neither what its mark and record say nor what it is to be. Should something else be wanted before
 * this has ended, nothing but the mark would tell: the Node that is closed may be deleted.
 * @param goesOn what was begun before, if anything was, is the same
 */
async function markBegun(
  was: MachineMark,
  goesOn: boolean,
  { host, mark: { version, template } }: UpgradeInput,
  { signal }: ApplyContext,
): Promise<void> {
  const upgrading = { version, ...(goesOn && template !== undefined && { template }) };
  await mustRun(host, 'marking the host', markScript({ ...was, upgrading }), { signal });
}

/** The API server stops with its etcd member: others need not elect a leader while it does. */
async function giveLeadershipAway(
  { etcdMembers }: ClusterView,
  { machine, others, externalEtcd }: UpgradeInput,
  context: ApplyContext,
): Promise<void> {
  const member = externalEtcd || machine.role === 'worker' ? undefined : etcdMemberOf(etcdMembers, machine);
  if (!member || others.length === 0) return;
  const { signal, progress } = context;
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  const controlPlane = await readyControlPlane(others, { limitMs: READY_MS, signal, onWaiting });
  await forwardEtcdLeadership(controlPlane, etcdMembers, member, context);
}

function notOurs({ machine, host }: UpgradeInput): InstallerError {
  return new InstallerError(
    'operation-failed',
    `${host.name} does not bear the mark of machine ${machine.name} of this cluster any more: it was not changed`,
    { host: host.name, hint: 'apply again: the plan is then made from what the host is now' },
  );
}
