import { InstallerError } from '../errors.ts';
import { STOP_BOOTSTRAP } from '../kubeadm/launcher.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import type { Host } from '../model/host-handle.ts';
import type { Machine } from '../model/machine.ts';
import { compileApply } from '../playbook/compile.ts';
import type { Step } from '../playbook/step.ts';
import { type ForgetInput, forgetMachine } from './forget-machine.ts';
import type { Operation } from './operation.ts';
import { applySteps } from './steps-on-host.ts';

export interface ResetInput {
  machine: Machine;
  host: Host;
  steps: Step[];
  /** The host's mark when the reset was decided; absent: it bore none. */
  mark: MachineMark | undefined;
  facts(): Promise<HostFacts>;
  /** Set when the cluster goes on living without this machine. */
  leaving?: ForgetInput;
}

/** Returns a host to bare: kubeadm reset, everything that leaves behind, and everything the playbooks had brought. */
export function resetHost({ machine, host, steps, mark, facts, leaving }: ResetInput): Operation<HostFacts> {
  return {
    action: 'reset-host',
    observe: facts,
    changes: () => [{ what: 'reset', why: `${machine.name} is to be bare again` }],
    apply: async (now, context) => {
      refuseAnother(host.name, now, mark);
      if (leaving) await forgetMachine(leaving, context);
      await applySteps(host, steps, context, `${STOP_BOOTSTRAP}${compileApply(steps)}`);
    },
  };
}

/** Between the question and the deed somebody may have taken the host: what another made of it is not ours to destroy. */
function refuseAnother(
  host: string,
  { machine, machineUnreadable }: HostFacts,
  decided: MachineMark | undefined,
): void {
  // No mark at all: an earlier reset got that far.
  if (machine === undefined && machineUnreadable === undefined) return;
  if (machine !== undefined && machine.clusterUid === decided?.clusterUid) return;
  throw new InstallerError(
    'operation-failed',
    `${host} was taken by ${machine ? `cluster ${machine.cluster}` : 'somebody'} meanwhile; nothing was changed on it`,
    { host, hint: 'look at it again: installer facts' },
  );
}
