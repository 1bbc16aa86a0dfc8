import { randomUUID } from 'node:crypto';
import { readBundle } from '../bundle/read-bundle.ts';
import type { OperationNode } from '../engine/operation-node.ts';
import { InstallerError } from '../errors.ts';
import { asMachine } from '../model/existing-machine.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { Plan } from '../model/plan.ts';
import { vipOf } from '../model/vip-of.ts';
import { controlPlanesOf, viewOf } from '../operations/cluster-access.ts';
import { factsNow } from '../operations/facts-now.ts';
import { operationNode } from '../operations/operation.ts';
import { type Recipes, recipes } from '../operations/recipes.ts';
import { resetHost } from '../operations/reset-host.ts';
import { distrustedSettings } from '../plan/distrusted-settings.ts';
import { planReset, refuseReset } from '../plan/plan-reset.ts';
import { confirmByName } from './confirm-by-name.ts';
import { hash, playbooksOf, refuse } from './forecast.ts';
import { lockCluster, type RunLock } from './lock-cluster.ts';
import { type Look, look } from './look.ts';
import { lookUnderLock } from './look-under-lock.ts';
import type { Output } from './options.ts';
import { runPlan } from './run-plan.ts';
import type { Session } from './session.ts';
import { showPlan } from './show-plan.ts';
import { unreachableError } from './unreachable.ts';

export interface ResetOptions {
  output: Output;
  concurrency: number;
  host?: string[];
  confirmDelete?: string;
}

/** observe → refuse what is not ours → plan → confirm by name → run. */
export async function resetHosts(session: Session, options: ResetOptions): Promise<void> {
  const { desired, emit, timeLimit } = session;
  const { name } = desired.cluster;
  emit({ type: 'run-started', command: 'reset', cluster: name, runId: randomUUID() });
  const runLock = await timeLimit.within(() => lockCluster(session, 'reset'));
  try {
    await lookAndReset(session, options, runLock);
  } finally {
    await runLock?.lock.release();
  }
}

async function lookAndReset(session: Session, options: ResetOptions, runLock: RunLock | undefined): Promise<void> {
  const { desired, emit, host, know, timeLimit } = session;
  const { name } = desired.cluster;
  const bundle = desired.bundle === undefined ? undefined : await readBundle(desired.bundle);
  const bound = recipes(desired, await playbooksOf(desired), bundle);
  const seen = await timeLimit.within(() =>
    lookUnderLock(runLock, () =>
      look({ desired, host, know, stepsFor: () => [], revisionOf: () => undefined, everywhere: true }),
    ),
  );
  const machines = machinesToReset(session, seen, options.host);
  const names = machines.map((machine) => machine.name);
  const unreachable = unreachableError(only(seen.observed.hosts, names));
  if (unreachable) throw unreachable;
  const input = { desired: seen.desired, hosts: names, states: seen.states };
  const findings = [
    ...refuseReset({
      ...input,
      initialised: seen.identity.initialised,
      silent: controlPlaneNames(seen).filter((found) => !seen.facts[found] && !names.includes(found)),
      cluster: seen.observed.cluster,
      facts: seen.facts,
    }),
    ...distrustedSettings(desired.hosts, seen.existing),
  ];
  if (findings.length > 0) emit({ type: 'findings', findings });
  refuse(findings);
  const plan = planReset({ ...input, machines }, hash);
  emit({ type: 'plan', plan });
  if (options.output === 'text') await showPlan(plan, session.secrets, options);
  await confirmByName(name, `Destroying what is on ${names.join(', ')}`, options.confirmDelete);
  const { concurrency } = options;
  const operations = operationsOf(session, seen, bound, { plan, machines });
  await timeLimit.counting(() => runPlan(session, operations, { concurrency, lock: runLock?.lock, timeLimit }));
}

/** Machines of the inventory and those that only the cluster knows; of these only such as can be reached, unless named. */
function machinesToReset({ emit }: Session, seen: Look, wanted: string[] | undefined): Machine[] {
  const known = machinesIn(seen);
  const inInventory = new Set(machinesOf(seen.desired).map(({ name }) => name));
  if (!wanted) {
    const silent = known.filter(({ name }) => !inInventory.has(name) && !seen.facts[name]);
    for (const { name } of silent) {
      emit({ type: 'note', message: `${name} is not in the inventory and does not answer: it stays as it is` });
    }
    return known.filter((machine) => !silent.includes(machine));
  }
  return wanted.map((name) => {
    const machine = known.find((candidate) => candidate.name === name);
    if (machine) return machine;
    const hosts = seen.desired.hosts.map((host) => host.name);
    throw new InstallerError(
      'usage',
      hosts.includes(name)
        ? `${name} serves no machine of this inventory: there is nothing to reset on it`
        : `the inventory has no host "${name}", nor has the cluster a machine of that name`,
      { hint: `machines: ${known.map((found) => found.name).join(', ')}` },
    );
  });
}

/**
 * Wanted or not: what the inventory makes machines, and what the cluster knows as such. A machine that is there leaves as
 * what it is: its line may make another one of it by now.
 */
function machinesIn({ desired, existing }: Look): Machine[] {
  const there = new Map(existing.map((machine) => [machine.name, asMachine(machine, desired)]));
  const wanted = machinesOf(desired).map((machine) => there.get(machine.name) ?? machine);
  const names = new Set(wanted.map(({ name }) => name));
  return [...wanted, ...[...there.values()].filter(({ name }) => !names.has(name))];
}

function controlPlaneNames(seen: Look): string[] {
  return machinesIn(seen)
    .filter(({ role }) => role === 'control-plane')
    .map(({ name }) => name);
}

function operationsOf(
  { host }: Session,
  seen: Look,
  { resetFor }: Recipes,
  { plan, machines }: { plan: Plan; machines: Machine[] },
): OperationNode[] {
  const { desired, existing, observed, states } = seen;
  const names = plan.operations.flatMap((planned) => planned.host ?? []);
  const access = { desired, existing, states, leaving: new Set(names), via: observed.cluster?.via, host };
  const staying = controlPlanesOf(access).filter((other) => !names.includes(other.host.name));
  const lives = seen.identity.initialised.some((initialised) => !names.includes(initialised));
  return plan.operations.map((planned) => {
    const machine = machines.find(({ name }) => name === planned.machine);
    const facts = seen.facts[planned.host ?? ''];
    if (!machine || !facts) throw new InstallerError('unexpected', `${planned.id} has no observed host`);
    const leaving = lives
      ? { machine, controlPlanes: staying, view: () => viewOf(access), externalEtcd: etcdIsExternal(desired) }
      : undefined;
    const steps = resetFor(machine, facts);
    const target = host(machine.name);
    return operationNode(
      planned,
      resetHost({
        host: target,
        steps,
        leaving,
        expected: facts.machine,
        facts: () => factsNow(target),
        vip: vipOf(desired),
      }),
    );
  });
}

function only<T>(all: Record<string, T>, names: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}
