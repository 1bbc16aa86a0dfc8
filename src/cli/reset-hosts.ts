import { randomUUID } from 'node:crypto';
import { readBundle } from '../bundle/read-bundle.ts';
import type { OperationNode } from '../engine/operation-node.ts';
import { InstallerError } from '../errors.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import { machinesOf } from '../model/machine.ts';
import type { Plan } from '../model/plan.ts';
import { controlPlanesOf, viewOf } from '../operations/cluster-access.ts';
import { factsNow } from '../operations/facts-now.ts';
import { operationNode } from '../operations/operation.ts';
import { type Recipes, recipes } from '../operations/recipes.ts';
import { resetHost } from '../operations/reset-host.ts';
import { planReset, refuseReset } from '../plan/plan-reset.ts';
import { confirmByName } from './confirm-by-name.ts';
import { hash, playbooksOf, refuse } from './forecast.ts';
import { hostsNamed } from './hosts-named.ts';
import { type Look, look } from './look.ts';
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
  timeout?: number;
}

/** observe → refuse what is not ours → plan → confirm by name → run. */
export async function resetHosts(session: Session, options: ResetOptions): Promise<void> {
  const { desired, emit, host } = session;
  const { name } = desired.cluster;
  emit({ type: 'run-started', command: 'reset', cluster: name, runId: randomUUID() });
  const names = hostsToReset(session, options.host);
  const bundle = desired.bundle === undefined ? undefined : await readBundle(desired.bundle);
  const bound = recipes(desired, await playbooksOf(desired), bundle);
  const seen = await look(desired, host, () => []);
  const unreachable = unreachableError(only(seen.observed.hosts, names));
  if (unreachable) throw unreachable;
  const input = { desired, hosts: names, states: seen.states };
  const findings = refuseReset({
    ...input,
    initialised: seen.identity.initialised,
    silent: desired.controlPlane.hosts.filter((found) => !seen.facts[found] && !names.includes(found)),
    cluster: seen.observed.cluster,
    facts: seen.facts,
  });
  if (findings.length > 0) emit({ type: 'findings', findings });
  refuse(findings);
  const plan = planReset(input, hash);
  emit({ type: 'plan', plan });
  if (options.output === 'text') await showPlan(plan, session.secrets, options);
  await confirmByName(name, `Destroying what is on ${names.join(', ')}`, options.confirmDelete);
  await runPlan(session, operationsOf(session, seen, bound, plan), options);
}

function hostsToReset({ desired }: Session, wanted: string[] | undefined): string[] {
  const machines = machinesOf(desired).map((machine) => machine.name);
  const names = wanted ? hostsNamed(desired, wanted).map((found) => found.name) : machines;
  const spare = names.find((found) => !machines.includes(found));
  if (spare === undefined) return names;
  throw new InstallerError('usage', `${spare} serves no machine of this inventory: there is nothing to reset on it`);
}

function operationsOf(session: Session, seen: Look, { resetFor }: Recipes, plan: Plan): OperationNode[] {
  const { desired, host } = session;
  const names = plan.operations.map((planned) => planned.host);
  const access = { desired, facts: seen.facts, host };
  const staying = controlPlanesOf(access).filter((other) => !names.includes(other.host.name));
  const lives = seen.identity.initialised.some((initialised) => !names.includes(initialised));
  return plan.operations.map((planned) => {
    const machine = machinesOf(desired).find(({ name }) => name === planned.machine);
    const facts = seen.facts[planned.host ?? ''];
    if (!machine || !facts) throw new InstallerError('unexpected', `${planned.id} has no observed host`);
    const leaving = lives
      ? { machine, controlPlanes: staying, view: () => viewOf(access), externalEtcd: etcdIsExternal(desired) }
      : undefined;
    const steps = resetFor(machine, facts);
    const target = host(machine.name);
    return operationNode(
      planned,
      resetHost({ machine, host: target, steps, leaving, mark: facts.machine, facts: () => factsNow(target) }),
    );
  });
}

function only<T>(all: Record<string, T>, names: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}
