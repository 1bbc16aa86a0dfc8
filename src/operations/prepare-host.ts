import { InstallerError } from '../errors.ts';
import type { Bundle } from '../model/bundle.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import type { Host } from '../model/host-handle.ts';
import type { Machine } from '../model/machine.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { StepState } from '../model/step.ts';
import { compileApply } from '../playbook/compile.ts';
import type { Step } from '../playbook/step.ts';
import { claimScript } from './claim-script.ts';
import type { ControlPlaneHost } from './control-plane-access.ts';
import type { Operation } from './operation.ts';
import { putRecords } from './put-records.ts';
import { sendItems } from './send-items.ts';
import { applySteps, observeSteps } from './steps-on-host.ts';

export interface PrepareInput {
  machine: Machine;
  host: Host;
  steps: Step[];
  mark: MachineMark;
  bundle: Bundle | undefined;
  facts(): Promise<HostFacts>;
  /** For a bootstrapped machine: what the cluster is told, through any of these, when everything was applied. */
  recordAfter?: { record: MachineRecord; controlPlanes: ControlPlaneHost[] };
}

interface Seen {
  states: StepState[];
  claimed: boolean;
  store: HostFacts['store'];
}

/** Brings a host to where kubeadm can run on it: claims it, sends what it lacks of the bundle, does the playbooks' steps. */
export function prepareHost(input: PrepareInput): Operation<Seen> {
  const { machine, host, steps, mark, bundle, facts, recordAfter } = input;
  return {
    action: 'prepare-host',
    observe: async () => {
      const [states, seen] = await Promise.all([observeSteps(host, steps), facts()]);
      return { states, claimed: seen.machine?.clusterUid === mark.clusterUid, store: seen.store };
    },
    changes: ({ states, claimed }) => [
      ...(claimed ? [] : [{ what: 'claim', why: `${machine.name} serves no cluster yet` }]),
      ...pending(states).map(({ title, reason }) => ({ what: title, why: reason ?? 'not as wanted' })),
    ],
    apply: async ({ states, store, claimed }, context) => {
      // A claim on a host that serves would have it taken for one that lost its machine.
      if (recordAfter && !claimed) throw markLost(machine.name);
      const wanted = new Set(pending(states).flatMap(({ items }) => items ?? []));
      // Claimed before anything is sent: a host that serves nobody is not filled with our gigabytes.
      if (wanted.size > 0 && bundle) await sendItems(host, bundle, wanted, store, claimScript(mark), context);
      await applySteps(host, steps, context, `${claimScript(mark)}${compileApply(steps)}`);
      if (recordAfter) await putRecords(recordAfter.controlPlanes, [recordAfter.record], context);
    },
  };
}

function markLost(host: string): InstallerError {
  return new InstallerError(
    'operation-failed',
    `${host} bears its mark no more, or another one than when it was looked at; nothing was changed on it`,
    { host, hint: 'apply again: it tells how the mark of a machine is put back' },
  );
}

function pending(states: StepState[]): StepState[] {
  return states.filter(({ status }) => status === 'change' || status === 'unknown');
}
