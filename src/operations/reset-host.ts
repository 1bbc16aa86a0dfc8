import type { HostFacts } from '../model/facts.ts';
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
  facts(): Promise<HostFacts>;
  /** Set when the cluster goes on living without this machine. */
  leaving?: ForgetInput;
}

/** Returns a host to bare: kubeadm reset, everything that leaves behind, and everything the playbooks had brought. */
export function resetHost({ machine, host, steps, facts, leaving }: ResetInput): Operation<HostFacts> {
  return {
    action: 'reset-host',
    observe: facts,
    changes: () => [{ what: 'reset', why: `${machine.name} is to be bare again` }],
    apply: async (_facts, context) => {
      if (leaving) await forgetMachine(leaving, context);
      await applySteps(host, steps, context, compileApply(steps));
    },
  };
}
