import type { Bundle } from '../model/bundle.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import type { Host } from '../model/host-handle.ts';
import type { StepState } from '../model/step.ts';
import type { Step } from '../playbook/step.ts';
import { claimScript } from './claim-script.ts';
import type { Operation } from './operation.ts';
import { sendItems } from './send-items.ts';
import { applySteps, observeSteps } from './steps-on-host.ts';

export interface ImagesInput {
  host: Host;
  /** All that is applied to the machine's host once it is of the new version. */
  steps: readonly Step[];
  mark: MachineMark;
  bundle: Bundle;
  facts(): Promise<Pick<HostFacts, 'store'>>;
}

interface Seen {
  states: StepState[];
  store: HostFacts['store'];
}

/**
 * Brings the images of the new bundle to a machine that is still what it was. kubeadm exchanges kube-proxy and CoreDNS on
 * all nodes with the control plane (before 1.28 with its first machine): where there is no registry, a node without the new
 * image would be left without kube-proxy until its own turn comes (seen with 1.20).
 */
export function sendImages({ host, steps, mark, bundle, facts }: ImagesInput): Operation<Seen> {
  const images = new Set(bundle.items.filter(({ kind }) => kind === 'image').map(({ sha256 }) => sha256));
  const importing = steps.filter(({ items }) => items.some(({ sha256 }) => images.has(sha256)));
  const pending = (states: StepState[]) => states.filter(({ status }) => status === 'change' || status === 'unknown');
  return {
    action: 'send-images',
    observe: async () => {
      const [states, { store }] = await Promise.all([observeSteps(host, importing), facts()]);
      return { states, store };
    },
    changes: ({ states }) =>
      pending(states).map(({ title, reason }) => ({ what: title, why: reason ?? 'not as wanted' })),
    apply: async ({ states, store }, context) => {
      const wanted = new Set(pending(states).flatMap(({ items }) => items ?? []));
      if (wanted.size > 0) await sendItems(host, bundle, wanted, store, claimScript(mark), context);
      await applySteps(host, importing, context);
    },
  };
}
