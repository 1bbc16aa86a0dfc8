import type { Desired } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import { deletionOrder, type Owner, type Removal } from './owner.ts';
import { whyMadeAnew } from './why-made-anew.ts';

/** Prepared and nothing more: there is no machine yet that could leave. */
export function onlyClaimed({ state, record, node, member }: ExistingMachine): boolean {
  return state === 'claimed' && !record && !node && !member;
}

/** An owner lets go of machines that it has too many of, and of those of which nothing serves any more. */
export function giveUpSurplus(owner: Owner, desired: Desired, etcdTold: boolean): void {
  const { kept, replicas } = owner;
  const surplus = kept.length - replicas;
  if (surplus > 0) {
    const claims = kept.filter(onlyClaimed);
    const machines = kept.filter((machine) => !onlyClaimed(machine));
    const order = deletionOrder(owner, machines, desired).slice(0, surplus - claims.length);
    const going = [...claims.slice(0, surplus), ...thoseThatCanBeSpared(order, owner, desired)];
    const reason = `the inventory wants ${wantedOf(owner)}`;
    owner.kept = kept.filter((machine) => !going.includes(machine));
    owner.leaving.push(
      ...going
        .filter((machine) => !onlyClaimed(machine))
        .map(
          (machine): Removal =>
            machine.outdated
              ? { machine, reason: `one too many, and outdated: ${machine.outdated.why}`, rollout: true }
              : { machine, reason },
        ),
    );
  }
  for (const machine of owner.kept) {
    const reason = whyMadeAnew(machine, etcdTold);
    if (reason !== undefined) owner.leaving.push({ machine, reason });
  }
}

/**
 * While unhealthy machines are replaced nobody leaves for being one too many. But what would be one too many and is not made
 * yet is not made now: its host is left to apply, or is free for another owner.
 */
export function giveUpUnmade(owner: Owner): void {
  const surplus = Math.max(0, owner.kept.length - owner.replicas);
  const unmade = owner.kept
    .filter(isUnmade)
    .toSorted((one, other) => Number(onlyClaimed(other)) - Number(onlyClaimed(one)));
  const left = new Set(unmade.slice(0, surplus));
  owner.kept = owner.kept.filter((machine) => !left.has(machine));
}

/** kubeadm is not at work on its host and has left nothing there that the cluster knows. */
function isUnmade({ role, state, node, member }: ExistingMachine): boolean {
  if (node || member) return false;
  return state === 'claimed' || state === 'bare' || (role === 'worker' && state === 'half-bootstrapped');
}

/** What there was before is not said: of a removal that was cut in the middle it would tell a history that never was. */
function wantedOf({ name, replicas }: Owner): string {
  const many = replicas === 1 ? '' : 's';
  return name === 'control-plane' ? `${replicas} control plane${many}` : `${replicas} machine${many} of ${name}`;
}

/**
 * In the middle of a rollout an outdated worker is the one too many. It stays as long as the machine that is to take its
 * place does not serve, if more would be missing without it than may be.
 */
function thoseThatCanBeSpared(
  going: readonly ExistingMachine[],
  { kept, replicas, name }: Owner,
  { machineDeployments }: Desired,
): ExistingMachine[] {
  const deployment = machineDeployments.find((md) => md.name === name);
  if (!deployment || name === 'control-plane') return [...going];
  // What is being made serves before anything leaves.
  const serving = kept.filter(({ healthy, state }) => healthy || (state !== 'bootstrapped' && state !== 'foreign'));
  let spare = serving.length - (replicas - deployment.rollout.maxUnavailable);
  return going.filter((machine) => {
    if (!machine.healthy) return true;
    spare--;
    return machine.outdated === undefined || machine.record?.deleteFirst === true || spare >= 0;
  });
}
