import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NodeView } from '../../../src/model/observed.ts';
import { afterPlaces } from '../../../src/operations/await-places.ts';
import { buildOperations } from '../../../src/operations/build-operations.ts';
import { type PlacesTaken, placesTaken } from '../../../src/operations/places-taken.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { buildContextOf } from '../../support/build-context.ts';
import { healthyCluster, nodeView } from '../../support/cluster-view.ts';
import { sleptMs, useFakeClock } from '../../support/fake-clock.ts';
import { FakeHost } from '../../support/fake-host.ts';
import type { ShortInventory, World } from '../../support/planner-world.ts';

vi.mock('node:timers/promises', async () => (await import('../../support/fake-clock.ts')).timersPromises);

beforeEach(useFakeClock);
afterEach(() => vi.restoreAllMocks());

const SILENT = (name: string) => new FakeHost(name, [{ match: /./, answer: { code: 1 } }]);
const HOSTS = ['cp-1', 'w-1', 'w-2', 'w-3', 's-1'];

type Workers = ShortInventory['workers'];

function rollout(world: World, workers: Workers = {}) {
  const inventory = { hosts: HOSTS, workers: { replicas: 3, minReadyMs: 30_000, ...workers } };
  const { context } = buildContextOf(inventory, { 'cp-1': '', ...world }, SILENT);
  const planned = (id: string) =>
    context.plan.operations.find((operation) => operation.id === id) ??
    expect.fail(`no ${id} in ${context.plan.operations.map((operation) => operation.id)}`);
  const waited = (id: string) => {
    const machine = context.existing.find(({ name }) => id.startsWith(`${name}/`)) ?? expect.fail('no machine');
    return placesTaken(planned(id), machine, context)?.names;
  };
  return { context, waited };
}

describe('a worker that leaves in a rollout waits for', () => {
  const OLD = { 'w-1': 'other-spec 1', 'w-2': 'other-spec 2', 'w-3': 'other-spec 3' };

  it('who joined before it in its lane', () => {
    const { waited } = rollout(OLD);
    expect([waited('w-1/drain-node'), waited('w-2/drain-node')]).toEqual([['s-1'], ['w-1']]);
  });

  it('who took a place in an earlier run', () => {
    const { waited } = rollout({ ...OLD, 'w-1': 'bare no-node no-record', 's-1': '' }, { rollout: { maxSurge: 0 } });
    expect(waited('w-2/drain-node')).toContain('s-1');
    expect(rollout({ ...OLD, 's-1': '' }).waited('w-1/drain-node')).toEqual(['s-1']);
  });

  it('nobody who was not well when it was planned: the plan counts that one', () => {
    const { waited } = rollout({ ...OLD, 'w-1': 'ailing' }, { rollout: { maxSurge: 0, maxUnavailable: 2 } });
    expect(waited('w-2/drain-node')).toEqual([]);
  });

  it('who was upgraded before it, where it is upgraded itself', () => {
    const world = { 'w-1': 'old 1', 'w-2': 'old 2', 'w-3': '' };
    const { waited } = rollout(world, { rollout: { strategy: 'InPlace' } });
    expect([waited('w-1/upgrade-node'), waited('w-2/upgrade-node')]).toEqual([['w-3'], ['w-1', 'w-3']]);
  });

  it('nobody where no time is asked for, or it is leaving already', () => {
    expect(rollout(OLD, { minReadyMs: 0 }).waited('w-2/drain-node')).toBeUndefined();
    expect(rollout({ ...OLD, 'w-2': 'other-spec deleting 2' }).waited('w-2/drain-node')).toBeUndefined();
  });

  it('nobody where it is not outdated, but one too many', () => {
    const { waited } = rollout({ 'w-1': '', 'w-2': '', 'w-3': '' }, { replicas: 2 });
    expect(waited('w-1/drain-node')).toBeUndefined();
  });

  it.each<[string, number, RegExp]>([
    ['before anything is done to it', 30_000, /waiting until a control plane tells/],
    ['not, where no time is asked for', 0, /^(?!.*a control plane tells)/],
  ])('%s', async (_, minReadyMs, reason) => {
    const { context } = rollout(OLD, { minReadyMs });
    const drain = buildOperations(context).find(({ id }) => id === 'w-1/drain-node') ?? expect.fail('no drain');
    await expect(drain.run(Object.assign(new RecordingContext(), { results: new Map() }))).rejects.toThrow(reason);
  });

  it('by the clock of the cluster', () => {
    const { context } = rollout(OLD);
    const [facts] = [context.facts['cp-1'] ?? expect.fail('not visited')];
    const ahead = { ...context, facts: { 'cp-1': { ...facts, clockOffsetMs: 5_000_000 } } };
    const [planned] = context.plan.operations.filter(({ id }) => id === 'w-1/drain-node');
    const machine = context.existing.find(({ name }) => name === 'w-1');
    if (!planned || !machine) return expect.fail('nothing leaves');
    const behind = (placesTaken(planned, machine, ahead)?.now() ?? 0) - Date.now();
    expect(Math.abs(behind - 5_000_000)).toBeLessThan(1_000_000);
  });
});

describe('until it was Ready for 30 s', () => {
  const BEGAN = Date.parse('2026-02-01T00:00:00Z');
  /** When the operation began, seconds after BEGAN; what is seen of w-1 at a moment. */
  const beganAfter = async (node: (seconds: number) => Partial<NodeView> | undefined) => {
    const now = () => BEGAN + sleptMs();
    const view: PlacesTaken['view'] = async () => {
      const seen = node(sleptMs() / 1000);
      return healthyCluster(['cp-1'], { nodes: seen ? [nodeView('w-1', seen)] : [] });
    };
    const run = vi.fn(async () => ({ changed: true }));
    const context = Object.assign(new RecordingContext(), { results: new Map() });
    const places = { names: ['w-1'], readyForMs: 30_000, view, now };
    const waited = afterPlaces({ id: 'w-2/drain-node', title: '', needs: [], run }, places).run(context);
    await waited.catch(() => expect(run).not.toHaveBeenCalled());
    expect(await waited).toEqual({ changed: true });
    return { seconds: sleptMs() / 1000, messages: context.messages };
  };
  const readySince = (seconds: number): Partial<NodeView> => ({
    conditions: [{ type: 'Ready', status: 'True', since: new Date(BEGAN + seconds * 1000).toISOString() }],
  });

  it.each([
    ['not at all, when it has long been', -30, 0],
    ['for the rest', -10, 20],
    ['for all of it', 0, 30],
  ])('%s', async (_, since, seconds) => {
    expect((await beganAfter(() => readySince(since))).seconds).toBe(seconds);
  });

  it('anew when it was not in between, and says whom it waits for', async () => {
    const down = { ready: false, notReadyReason: 'PLEG' };
    const { seconds, messages } = await beganAfter((at) => (at < 10 ? readySince(0) : at < 20 ? down : readySince(20)));
    expect(seconds).toBe(50);
    expect(messages).toEqual([
      expect.stringContaining('Ready for 30 s: w-1 is so since 2026-02-01T00:00:00.000Z (for at most 330 s)'),
      expect.stringContaining('w-1 is not Ready (PLEG)'),
      expect.stringContaining('w-1 is so since 2026-02-01T00:00:20.000Z'),
    ]);
  });

  it('and not for ever', async () => {
    await expect(beganAfter(() => ({ ready: false }))).rejects.toThrow(/gave up after 330 s .*w-1 is not Ready/);
    await expect(beganAfter(() => undefined)).rejects.toThrow(/w-1 has no node/);
  });
});
