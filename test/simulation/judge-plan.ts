import type { ExistingMachine } from '../../src/model/existing-machine.ts';
import type { PlannedOperation } from '../../src/model/plan.ts';
import { planCluster } from '../../src/plan/plan-cluster.ts';
import type { Planned } from './apply.ts';
import { judgeHealing } from './judge-healing.ts';
import { judgeWhoGoes } from './judge-who-goes.ts';
import { must } from './violation.ts';

/** What must hold of every plan, however it would be carried out: judged by its operations and what they need alone. */
export function judgePlan(planned: Planned): void {
  const before = judgeOrder(planned);
  judgeControlPlane(planned, before);
  judgeRepairs(planned, before);
  judgeCleanings(planned, before);
  if (planned.input.observed.healing) {
    judgeHealing(planned);
    return;
  }
  judgeWorkers(planned, before);
  judgeWhoGoes(planned);
  judgeSilence(planned);
}

type Before = ReadonlyMap<string, ReadonlySet<string>>;

/** Everything that must have ended before an operation starts, directly or not. */
function judgeOrder({ plan: { operations } }: Planned): Before {
  const before = new Map<string, ReadonlySet<string>>();
  for (const { id, needs } of operations) {
    must(!before.has(id), 'a plan can be carried out', () => `${id} is planned twice`);
    const all = new Set(needs);
    for (const need of needs) {
      const earlier = before.get(need);
      must(
        earlier !== undefined,
        'a plan can be carried out',
        () => `${id} needs ${need}, which does not come before it`,
      );
      for (const one of earlier ?? []) all.add(one);
    }
    before.set(id, all);
  }
  return before;
}

/** Of any two changes of the control plane one waits for the other. */
function judgeControlPlane({ plan, apply: { changes } }: Planned, before: Before): void {
  const changing = plan.operations.filter((operation) => changes(operation) !== undefined);
  for (const [i, one] of changing.entries()) {
    for (const other of changing.slice(i + 1)) {
      const apart = changes(one) === changes(other) || before.get(other.id)?.has(one.id);
      must(
        apart === true,
        'at most one control-plane change is in flight',
        () => `${one.id} and ${other.id} do not wait for each other`,
      );
    }
  }
}

/** Of any two control planes that serve one is left alone while the other is prepared. */
function judgeRepairs({ apply: { existing, leaving } }: Planned, before: Before): void {
  const repairs = existing
    .filter(({ name, role, state }) => role === 'control-plane' && state === 'bootstrapped' && !leaving.has(name))
    .flatMap(({ name }) => [`${name}/prepare-host`, `${name}/upgrade-node`])
    .filter((id) => before.has(id));
  const together = sideBySide(
    repairs,
    2,
    (one, other) => before.get(one)?.has(other) === true || before.get(other)?.has(one) === true,
  );
  must(
    together === undefined,
    'control planes that serve are prepared one at a time',
    () => `${together?.join(' and ')} do not wait for each other`,
  );
}

/** What kubeadm left half done is cleaned, then prepared, then done again. */
function judgeCleanings({ plan, apply: { existing, leaving } }: Planned, before: Before): void {
  for (const { name, state } of existing) {
    if (state !== 'half-bootstrapped' || leaving.has(name)) continue;
    const join = plan.operations.find(({ action, machine }) => machine === name && /^(init|join)-/.test(action));
    if (!join) continue;
    for (const action of ['clean-half-bootstrapped', 'prepare-host']) {
      const done = before.get(join.id)?.has(`${name}/${action}`);
      must(done === true, 'a host is clean before it is used again', () => `${join.id} does not wait for ${action}`);
    }
  }
}

/** No more workers of one deployment leave side by side than may, the dead not counted. */
function judgeWorkers({ plan, apply: { existing, desired } }: Planned, before: Before): void {
  const draining = new Set(
    plan.operations.flatMap(({ action, machine }) => (action === 'drain-node' ? [machine] : [])),
  );
  const leaving = existing.filter((machine) => draining.has(machine.name) && isServingWorker(machine));
  for (const { name: owner, maxUnavailable: may, rollout } of desired.machineDeployments) {
    const maxUnavailable = Math.max(may, rollout.maxSurge + rollout.maxUnavailable);
    const own = leaving.filter((machine) => machine.owner === owner).map(({ name }) => name);
    const apart = (one: string, other: string) =>
      before.get(`${one}/drain-node`)?.has(`${other}/delete-node`) === true ||
      before.get(`${other}/drain-node`)?.has(`${one}/delete-node`) === true;
    const together = sideBySide(own, maxUnavailable + 1, apart);
    must(
      together === undefined,
      'maxUnavailable holds',
      () => `${together?.join(' and ')} of ${owner} may leave at once, ${maxUnavailable} should`,
    );
  }
}

/** So many of `names` of which no two are apart. */
function sideBySide(
  names: readonly string[],
  count: number,
  apart: (one: string, other: string) => boolean,
): string[] | undefined {
  if (count === 0) return [];
  for (const [i, name] of names.entries()) {
    const rest = sideBySide(
      names.slice(i + 1).filter((other) => !apart(name, other)),
      count - 1,
      apart,
    );
    if (rest) return [name, ...rest];
  }
  return undefined;
}

function isServingWorker({ role, healthy, reachable, record }: ExistingMachine): boolean {
  return role === 'worker' && healthy && reachable !== false && record !== undefined && !record.toBeCleaned;
}

/** The same hosts while no API server answers: no second cluster is made. */
function judgeSilence({ input, seen }: Planned): void {
  if (!seen.observed.cluster) return;
  const { operations } = planCluster({ ...input, observed: { hosts: seen.observed.hosts } });
  const init = operations.find(({ action }: PlannedOperation) => action === 'init-control-plane');
  must(!init, 'a cluster is initialised once', () => `${init?.id} would be planned if the API were silent`);
}
