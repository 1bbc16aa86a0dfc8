import { InstallerError } from '../errors.ts';
import { STOP_BOOTSTRAP } from '../kubeadm/launcher.ts';
import { deadTraces, signsOfLife } from '../model/cluster-traces.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import type { Host } from '../model/host-handle.ts';
import { compileApply } from '../playbook/compile.ts';
import type { Step } from '../playbook/step.ts';
import { type AskCluster, clusterNow } from './cluster-now.ts';
import type { ApplyContext, Operation } from './operation.ts';
import { refuseUndrained } from './refuse-undrained.ts';
import { applySteps } from './steps-on-host.ts';

/** Whose host it was when its cleaning was decided: of its mark, or of its machine's record. */
export type ExpectedOwner = Pick<MachineMark, 'clusterUid' | 'uid'>;

export interface CleanHostInput {
  host: Host;
  /** Everything that returns it to bare. */
  steps: Step[];
  /** Absent: it bore no mark. */
  expected: ExpectedOwner | undefined;
  facts(): Promise<HostFacts>;
  /** The address that kube-vip may hold there; absent: it holds none. */
  vip?: string;
}

export interface CleanLeavingInput extends CleanHostInput {
  /** Tells whether its Node is still drained; absent: nothing of it runs on the host. */
  view?: AskCluster;
}

/** Returns the host of a machine that has left the cluster to bare. Nothing to do where it is. */
export function cleanHost(input: CleanLeavingInput): Operation<HostFacts> {
  const { host, view } = input;
  return {
    action: 'clean-host',
    observe: input.facts,
    changes: (seen) => leftOn(seen, input.vip).map((left) => ({ what: left, why: 'the host is to be bare again' })),
    apply: async (seen, context) => {
      if (view) refuseUndrained(await clusterNow(view, context), host.name);
      await cleanToBare(seen, input, context);
    },
  };
}

/**
 * Runs the steps that return a host to bare and looks again whether it is: what is given back half cleaned would break
 * the next cluster on it.
 * @param seen the host right before: what another cluster or machine made of it meanwhile is not ours to destroy
 * @throws InstallerError `operation-failed` when it is somebody else's by now, a step fails, or something is left
 */
export async function cleanToBare(
  seen: HostFacts,
  { host, steps, expected, facts, vip }: CleanHostInput,
  context: ApplyContext,
): Promise<void> {
  refuseAnother(host.name, seen, expected);
  await applySteps(host, steps, context, `${STOP_BOOTSTRAP}${compileApply(steps)}`);
  const left = leftOn(await facts(), vip);
  if (left.length === 0) return;
  throw new InstallerError('operation-failed', `${host.name} is not bare after it was cleaned: ${left.join(', ')}`, {
    host: host.name,
    hint: 'remove what it names by hand, or restart the host, then try again',
  });
}

/** Between the question and the deed somebody may have taken the host. @throws InstallerError `operation-failed` */
export function refuseAnother(
  host: string,
  { machine, machineUnreadable }: HostFacts,
  expected: ExpectedOwner | undefined,
): void {
  // No mark at all: an earlier cleaning got that far.
  if (machine === undefined && machineUnreadable === undefined) return;
  if (machine && machine.clusterUid === expected?.clusterUid && machine.uid === expected.uid) return;
  const who = machine ? `${machine.machine} of cluster ${machine.cluster}` : 'somebody';
  throw new InstallerError('operation-failed', `${host} was taken by ${who} meanwhile; nothing was changed on it`, {
    host,
    hint: 'look at it again: installer facts',
  });
}

/** What a host still bears of a cluster, in words: nothing on a bare one. */
function leftOn(facts: HostFacts, vip: string | undefined): string[] {
  const { machine, machineUnreadable, interfaces } = facts;
  const holdsVip = vip !== undefined && interfaces.some(({ addresses }) => addresses.includes(vip));
  return [
    ...(machine || machineUnreadable !== undefined ? ['/etc/installer/machine.json'] : []),
    ...new Set([...signsOfLife(facts), ...deadTraces(facts)]),
    ...(holdsVip ? [`the control plane's address ${vip}`] : []),
  ];
}
