import { joinScript } from '../kubeadm/bootstrap-script.ts';
import { joinDocument } from '../kubeadm/documents.ts';
import type { Desired } from '../model/desired.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import { type Host, readScript } from '../model/host-handle.ts';
import type { Machine } from '../model/machine.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { Secrets } from '../model/secrets.ts';
import type { Step } from '../playbook/step.ts';
import { runBootstrap } from './bootstrap-host.ts';
import { awaitEndpoint, type ControlPlaneHost, readyControlPlane } from './control-plane-access.ts';
import { awaitStableControlPlane, type Gate } from './control-plane-gate.ts';
import { endedMeanwhile, verbosityOf } from './init-control-plane.ts';
import { completePki, joinCredentials } from './join-credentials.ts';
import { putRecordsScript } from './machine-records.ts';
import type { ApplyContext, Change, Operation } from './operation.ts';
import { putRecords } from './put-records.ts';
import { applySteps } from './steps-on-host.ts';

export interface JoinInput {
  desired: Desired;
  machine: Machine;
  host: Host;
  mark: MachineMark;
  /** What the cluster remembers of the machine once it has joined; until then the same without its revision. */
  record: MachineRecord;
  /** Every other control plane that may be ready. */
  controlPlanes: ControlPlaneHost[];
  secrets: Secrets;
  facts(): Promise<HostFacts>;
  view: Gate['view'];
  /** What playbooks want after kubeadm. */
  post: Step[];
}

/** A control plane must have been asked in vain for so long before a join gives up. */
const READY_MS = 180_000;

/** Joins a host as control plane: behind the gate that lets only one change of the control plane happen at a time. */
export function joinControlPlane(input: JoinInput): Operation<HostFacts> {
  return {
    action: 'join-control-plane',
    observe: input.facts,
    changes: (facts) => joinChanges(facts, input.machine),
    apply: async (facts, context) => {
      if (isJoined(facts)) return finish(input, context);
      const donor = await readyDonor(input, context);
      // kubeadm already at work on this host is the one change that may be under way.
      if (!facts.kubeadm.bootstrapRunning) await awaitStableControlPlane(await gateOf(input), context);
      await join(input, donor, context);
    },
  };
}

/** Joins a host as worker, through the cluster's endpoint. */
export function joinWorker(input: JoinInput): Operation<HostFacts> {
  return {
    action: 'join-worker',
    observe: input.facts,
    changes: (facts) => joinChanges(facts, input.machine),
    apply: async (facts, context) =>
      isJoined(facts) ? finish(input, context) : join(input, await readyDonor(input, context), context),
  };
}

/** Members are the control planes that hold an admin.conf: those that were initialised or have joined. */
async function gateOf({ desired, controlPlanes, view }: JoinInput): Promise<Gate> {
  const script = readScript('[ -s /etc/kubernetes/admin.conf ] && [ -s /etc/kubernetes/kubelet.conf ]');
  // One that is lost meanwhile counts as a member: the gate then waits for it, and says so.
  const isMember = await Promise.all(
    controlPlanes.map(({ host }) =>
      host.read(script).then(
        ({ code }) => code === 0,
        () => true,
      ),
    ),
  );
  return {
    members: controlPlanes.filter((_, i) => isMember[i]),
    view,
    externalEtcd: etcdIsExternal(desired),
  };
}

function joinChanges(facts: HostFacts, { name, role }: Machine): Change[] {
  return isJoined(facts)
    ? [endedMeanwhile]
    : [{ what: 'kubeadm join', why: `${name} becomes a ${role} of the cluster` }];
}

function isJoined({ machine: mark }: HostFacts): boolean {
  return mark?.phase === 'bootstrapped';
}

function readyDonor({ controlPlanes }: JoinInput, { signal, progress }: ApplyContext): Promise<ControlPlaneHost> {
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  return readyControlPlane(controlPlanes, { limitMs: READY_MS, signal, onWaiting });
}

async function join(input: JoinInput, donor: ControlPlaneHost, context: ApplyContext): Promise<void> {
  const { desired, machine, host, mark, record, secrets } = input;
  // kubeadm would wait for minutes and then say less.
  await awaitEndpoint(donor, desired.cluster.endpoint, context);
  context.progress(`asking ${donor.host.name} for a join token`);
  // Recorded before kubeadm starts: whatever becomes of the join, the cluster knows whose traces it finds.
  const begun = putRecordsScript(donor, [{ ...record, revision: undefined }]);
  const credentials = await joinCredentials(donor, machine.role, secrets, context.signal, begun);
  const config = joinDocument({
    desired,
    host: machine.host,
    kubernetesVersion: machine.version,
    kubeadmConfigSpec: machine.kubeadmConfigSpec,
    role: machine.role,
    token: credentials.token,
    caCertHashes: [credentials.caCertHash],
  });
  const pki = machine.role === 'control-plane' ? completePki(credentials, donor) : undefined;
  const script = joinScript({ config, pki, machineMark: mark, verbosity: verbosityOf(machine) });
  await runBootstrap(host, 'kubeadm join', script, context);
  await finish(input, context);
}

async function finish({ host, post, controlPlanes, record }: JoinInput, context: ApplyContext): Promise<void> {
  if (post.length > 0) await applySteps(host, post, context);
  await putRecords(controlPlanes, [record], context);
}
