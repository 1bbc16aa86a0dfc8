import type { HostFacts } from '../model/facts.ts';
import type { Host } from '../model/host-handle.ts';
import type { Step } from '../playbook/step.ts';
import { type ForgetInput, forgetMachine } from './forget-machine.ts';
import type { Operation } from './operation.ts';
import { applySteps } from './steps-on-host.ts';

/** `controlPlanes` is empty where there is no cluster yet. */
export interface CleanInput extends ForgetInput {
  host: Host;
  steps: Step[];
  facts(): Promise<HostFacts>;
}

/**
 * Takes back what an unfinished kubeadm run left: its etcd member and Node in the cluster, then the host's own state.
 * Only for a machine whose mark says that its bootstrap was begun by us and never completed.
 */
export function cleanHalfBootstrapped(input: CleanInput): Operation<HostFacts> {
  return {
    action: 'clean-half-bootstrapped',
    observe: input.facts,
    changes: ({ machine: mark, kubeadm }) =>
      mark?.phase === 'bootstrapping' && !kubeadm.bootstrapRunning
        ? [{ what: 'kubeadm reset', why: `the ${mark.bootstrap ?? 'bootstrap'} of ${mark.machine} never completed` }]
        : [],
    apply: async (_facts, context) => {
      if (input.controlPlanes.length > 0) await forgetMachine(input, context);
      context.progress('kubeadm reset');
      await applySteps(input.host, input.steps, context);
    },
  };
}
