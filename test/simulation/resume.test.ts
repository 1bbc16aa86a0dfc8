import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, PlannedOperation } from '../../src/model/plan.ts';
import { machineStates } from '../../src/plan/machine-states.ts';
import { planCluster } from '../../src/plan/plan-cluster.ts';
import { desiredCluster } from '../support/desired.ts';
import { ClusterModel, type Extent, REVISION } from './cluster-model.ts';

const RUNS = 2000;
/** Runs without a fault that may be needed: one to hear of a kubeadm that ended badly, one to repair, one to see it is done. */
const FAULTLESS_RUNS = 3;

const BOOTSTRAP = /^(init-control-plane|join-control-plane|join-worker)$/;
const CONTROL_PLANE = /^(init|join)-control-plane$/;

/** What goes wrong and in which order things happen, written down beforehand; 0 is always "well" and "first". */
class Tape {
  readonly #choices: number[];

  constructor(choices: number[]) {
    this.#choices = [...choices];
  }

  get ended(): boolean {
    return this.#choices.length === 0;
  }

  /** A choice below `options`. */
  next(options: number): number {
    return (this.#choices.shift() ?? 0) % options;
  }

  /** True once in `odds`, never after the tape has ended. */
  once(odds: number): boolean {
    return this.next(odds) === odds - 1;
  }
}

const story = fc.record({
  controlPlanes: fc.integer({ min: 1, max: 5 }),
  workers: fc.integer({ min: 0, max: 3 }),
  /** Control planes in the inventory from the start; the rest is written in later, each at its place. */
  growth: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  tape: fc.noBias(fc.array(fc.nat({ max: 119 }), { maxLength: 200, size: 'max' })),
});

type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

describe('apply, killed and repeated', () => {
  it('converges to nothing to do, with one init in the life of the cluster, in an order that is safe', () => {
    let faults = 0;
    fc.assert(
      fc.property(story, (told) => {
        faults += live(told);
      }),
      { numRuns: RUNS },
    );
    // A simulation in which nothing goes wrong would prove nothing.
    expect(faults).toBeGreaterThan(RUNS);
  });
});

/** Applies until there is nothing to do. Answers how often something went wrong. */
function live({ controlPlanes, workers, growth, tape: choices }: Story): number {
  const tape = new Tape(choices);
  const whole = desiredCluster({ controlPlanes, workers });
  const [worker] = whole.hosts.filter(({ role }) => role === 'worker');
  if (worker) worker.labels = { tier: 'front' };
  const late = new Set(growth.map((index) => `cp-${index}`));
  const early = whole.controlPlane.hosts.filter((name) => !late.has(name));
  const inventory = (hosts: string[]) => ({ ...whole, controlPlane: { ...whole.controlPlane, hosts } });
  const manifests = [{ name: 'cni.yaml', content: 'cni', sha256: 'sha of cni' }];
  const model = new ClusterModel(early.length > 0 ? inventory(early) : whole, manifests);

  let faults = 0;
  let faultless = 0;
  for (;;) {
    if (tape.ended) faultless++;
    if (tape.ended || tape.once(3)) model.desired = whole;
    if (tape.once(8)) expectNoInit(planOf(model, true), model);
    const plan = planOf(model);
    expectSafe(plan, model);
    if (plan.operations.length === 0 && model.desired === whole) break;
    expect(faultless, `still to do: ${plan.operations.map(({ id }) => id)}`).toBeLessThanOrEqual(FAULTLESS_RUNS);
    faults += run(plan, model, tape);
    for (const name of model.working) if (tape.once(2)) model.unitEnds(name, tape.next(3) === 0);
  }
  expect(model.initialised).toHaveLength(1);
  expect(model.working).toEqual([]);
  const phases = whole.hosts.map(({ name }) => model.host(name).phase);
  expect(phases).toEqual(whole.hosts.map(() => 'bootstrapped'));
  return faults;
}

function planOf(model: ClusterModel, silent = false): Plan {
  const { desired, manifests } = model;
  return planCluster({
    desired,
    observed: model.observe(silent),
    manifests,
    hash: () => '',
    revisionOf: () => REVISION,
  });
}

/** Runs a plan in some order that `needs` allow, until it is done, failed or killed. Answers how often something went wrong. */
function run({ operations }: Plan, model: ClusterModel, tape: Tape): number {
  const waiting = new Set(operations);
  const ended = new Set<string>();
  const running: PlannedOperation[] = [];
  let faults = 0;
  for (;;) {
    const ready = [...waiting].filter(({ needs }) => needs.every((need) => ended.has(need)));
    if (ready.length + running.length === 0) return faults;
    if (tape.once(12)) {
      for (const operation of running) model.perform(operation, leftBehind(operation, tape));
      return faults + 1;
    }
    for (const name of model.working) if (tape.once(10)) model.unitEnds(name, tape.next(2) === 0);
    const choice = tape.next(ready.length + running.length);
    const starting = ready[choice];
    if (starting) {
      waiting.delete(starting);
      running.push(starting);
      expectOneControlPlaneAtOnce(running, model);
      continue;
    }
    const ending = running.splice(choice - ready.length, 1);
    for (const operation of ending) {
      // An operation that is not killed hears how kubeadm ends.
      const extent = tape.once(5) ? leftBehind(operation, tape) : 'done';
      if (model.perform(operation, extent === 'running' ? 'half' : extent)) ended.add(operation.id);
      else faults++;
    }
  }
}

function expectOneControlPlaneAtOnce(running: PlannedOperation[], model: ClusterModel): void {
  const changing = running.filter(({ action }) => CONTROL_PLANE.test(action)).map(({ host }) => host);
  const working = model.working.filter((name) => name.startsWith('cp-'));
  expect(new Set([...changing, ...working]).size, 'control planes being bootstrapped at once').toBeLessThanOrEqual(1);
}

/** Where a fault or a kill leaves an operation. */
function leftBehind({ action }: PlannedOperation, tape: Tape): Extent {
  const extents: Extent[] = BOOTSTRAP.test(action)
    ? ['running', 'nothing', 'half', 'running', 'done', 'running']
    : ['done', 'nothing', 'half'];
  return extents[tape.next(extents.length)] ?? 'done';
}

function expectNoInit({ operations }: Plan, model: ClusterModel): void {
  const inits = operations.filter(({ action }) => action === 'init-control-plane');
  if (model.exists) expect(inits, 'an init over a living cluster').toEqual([]);
  else expect(inits.length, 'inits in one plan').toBeLessThanOrEqual(1);
}

function expectSafe(plan: Plan, model: ClusterModel): void {
  expectNoInit(plan, model);
  const before = needsOf(plan);
  const bootstraps = plan.operations.filter(({ action }) => BOOTSTRAP.test(action));
  const controlPlanes = bootstraps.filter(({ action }) => CONTROL_PLANE.test(action));
  for (const [index, { id }] of controlPlanes.entries()) {
    for (const earlier of controlPlanes.slice(0, index)) expect(before(id), `order of ${id}`).toContain(earlier.id);
  }
  const states = machineStates(model.desired, model.observe());
  const atWork = controlPlanes.find(({ host = '' }) => states[host] === 'bootstrapping');
  for (const { id } of atWork ? controlPlanes.filter((other) => other !== atWork) : []) {
    expect(before(id), `${atWork?.host} is at work: order of ${id}`).toContain(atWork?.id);
  }
  for (const { id, host } of bootstraps.filter(({ host = '' }) => states[host] === 'half-bootstrapped')) {
    expect(before(id), `order of ${id}`).toContain(`${host}/prepare-host`);
    expect(before(`${host}/prepare-host`), `order on ${host}`).toContain(`${host}/clean-half-bootstrapped`);
  }
}

/** Everything that must have ended before an operation starts, directly or not. */
function needsOf({ operations }: Plan): (id: string) => string[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation.needs]));
  const before = (id: string): string[] => (byId.get(id) ?? []).flatMap((need) => [need, ...before(need)]);
  return before;
}
