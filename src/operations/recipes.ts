import { itemsFor } from '../bundle/items-for.ts';
import { pauseImage } from '../kubeadm/default-images.ts';
import { initNeedsSuperAdmin } from '../kubeadm/super-admin.ts';
import type { Bundle } from '../model/bundle.ts';
import type { Desired } from '../model/desired.ts';
import type { HostFacts } from '../model/facts.ts';
import type { Machine } from '../model/machine.ts';
import { playbookContext } from '../playbook/context-for.ts';
import { expandPlaybooks } from '../playbook/expand.ts';
import type { Playbook, Stage } from '../playbook/playbook.ts';
import type { Step } from '../playbook/step.ts';
import { expandReset } from '../playbook/undo.ts';

export interface Situation {
  /** kubeadm ended well on this machine: what belongs before it is over. */
  bootstrapped: boolean;
  /** This machine starts the cluster. */
  initiator: boolean;
}

/** What the playbooks mean for one machine, given what its host is. */
export interface Recipes {
  stepsFor(machine: Machine, facts: HostFacts, stage: Stage, situation: Situation): Step[];
  /** Everything that returns the machine's host to bare. */
  resetFor(machine: Machine, facts: HostFacts): Step[];
}

/** Binds playbooks and bundle to the desired state. */
export function recipes(desired: Desired, playbooks: Playbook[], bundle: Bundle | undefined): Recipes {
  const contextOf = (machine: Machine, facts: HostFacts, situation: Situation, offered = bundle) => {
    const { bootstrapped, initiator } = situation;
    const superAdmin = initiator && !bootstrapped && initNeedsSuperAdmin(machine.version);
    const { id: osId, versionId: osVersion } = facts.os;
    return playbookContext({
      desired,
      machine,
      facts,
      items: offered && itemsFor(offered, { role: machine.role, osId, osVersion, arch: facts.arch }),
      pauseImage: pauseImage(machine.version, machine.kubeadmConfigSpec),
      kubeconfigPath: `/etc/kubernetes/${superAdmin ? 'super-admin' : 'admin'}.conf`,
      bootstrapped,
    });
  };
  return {
    stepsFor: (machine, facts, stage, situation) =>
      expandPlaybooks(playbooks, contextOf(machine, facts, situation, bundle && fitting(bundle, machine)), stage),
    resetFor: (machine, facts) =>
      expandReset(playbooks, contextOf(machine, facts, { bootstrapped: false, initiator: false })),
  };
}

const OF_KUBERNETES = new Set(['kubeadm', 'kubelet', 'kubectl']);

/**
 * A machine that is to stay of another version than the bundle's keeps the programs that it has. What is taken back from a
 * host is taken back whatever their version is: there is one place for each.
 */
function fitting(bundle: Bundle, { version }: Machine): Bundle {
  if (bundle.kubernetesVersion === version) return bundle;
  const items = bundle.items.filter(
    ({ kind, name }) => (kind !== 'binary' && kind !== 'package') || !OF_KUBERNETES.has(name),
  );
  return { ...bundle, items };
}
