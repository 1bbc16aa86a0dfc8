import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkerRollout } from '../../../src/model/desired.ts';
import type { ExistingMachine } from '../../../src/model/existing-machine.ts';
import { rollWorkers } from '../../../src/plan/rollout/roll-workers.ts';
import type { Lane, LaneStep } from '../../../src/plan/rollout/rolled.ts';
import { desiredHost } from '../../support/desired.ts';
import { runs } from '../../support/runs.ts';

interface Site {
  /** One letter a machine: `o` outdated, `s` of another specification, `u` up to date; upper case: not healthy; `d`: dead and outdated. */
  machines: string[];
  free: number;
  rollout: WorkerRollout;
  /** Which lane takes the next step. */
  turns: number[];
}

const sites: fc.Arbitrary<Site> = fc.record({
  machines: fc.array(fc.constantFrom('o', 'o', 's', 'u', 'O', 'S', 'U', 'd'), { minLength: 1, maxLength: 7 }),
  free: fc.nat({ max: 3 }),
  rollout: fc
    .record({
      strategy: fc.constantFrom('RollingUpdate' as const, 'RollingUpdate' as const, 'InPlace' as const),
      maxSurge: fc.nat({ max: 3 }),
      maxUnavailable: fc.nat({ max: 3 }),
    })
    .filter(({ maxSurge, maxUnavailable }) => maxSurge + maxUnavailable > 0),
  turns: fc.array(fc.nat({ max: 1000 }), { maxLength: 60 }),
});

function machineOf(kind: string, i: number): ExistingMachine {
  const name = `w-${i + 1}`;
  const outdated = kind.toLowerCase() !== 'u';
  const byUpgrade = kind.toLowerCase() === 'o' || kind === 'd';
  return {
    name,
    role: 'worker',
    owner: 'workers',
    host: desiredHost(name, 'worker', 21 + i),
    state: 'bootstrapped',
    healthy: 'osu'.includes(kind),
    createdAt: '',
    ...(kind === 'd' && { reachable: false }),
    ...(outdated && { outdated: { why: 'outdated', byUpgrade } }),
  };
}

function rolledOf({ machines, free, rollout }: Site) {
  const existing = machines.map(machineOf);
  const hosts = Array.from({ length: free }, (_, i) => ({ name: `f-${i + 1}`, rank: 0, failureDomain: undefined }));
  const ground = {
    outdated: existing.filter(({ outdated }) => outdated),
    closed: [],
    free: hosts,
    serving: new Map(),
    asFree: () => undefined,
  };
  return { existing, rolled: rollWorkers(ground, rollout, existing) };
}

/** Every state on the way, each step in its two halves: begun (what leaves serves no more) and ended (what joins serves). */
function play(site: Site, look: (there: Set<string>, serving: Set<string>) => void): Set<string> {
  const { existing, rolled } = rolledOf(site);
  const there = new Set(existing.map(({ name }) => name));
  const serving = new Set(existing.filter(({ healthy }) => healthy).map(({ name }) => name));
  const turns = [...site.turns];
  for (const stage of rolled.stages) {
    const left: Lane[] = stage.map((lane) => [...lane]);
    const half = new Map<Lane, LaneStep>();
    while (left.some((lane) => lane.length > 0 || half.has(lane))) {
      const open = left.filter((lane) => lane.length > 0 || half.has(lane));
      const lane = open[(turns.shift() ?? 0) % open.length] ?? [];
      const begun = half.get(lane);
      if (begun) {
        half.delete(lane);
        if (begun.kind === 'remove') there.delete(begun.machine);
        else serving.add(begun.machine);
      } else {
        const step = lane.shift();
        if (!step) continue;
        half.set(lane, step);
        if (step.kind === 'join') {
          expect(there, `${step.machine} is there already`).not.toContain(step.machine);
          there.add(step.machine);
        } else serving.delete(step.machine);
      }
      look(there, serving);
    }
  }
  return there;
}

describe('the lanes of a rollout', () => {
  it('never hold more machines than wanted and maxSurge, never miss more than may be missing', () => {
    fc.assert(
      fc.property(sites, (site) => {
        const { machines, free, rollout } = site;
        const count = machines.length;
        const surges = rollout.strategy === 'RollingUpdate' && rollout.maxSurge > 0 && free > 0;
        const room = Math.max(rollout.maxUnavailable, surges ? 0 : 1);
        const before = machines.filter((kind) => 'osu'.includes(kind)).length;
        play(site, (there, serving) => {
          expect(there.size).toBeLessThanOrEqual(count + (surges ? rollout.maxSurge : 0));
          // Those that nobody is to blame for were missing before.
          expect(serving.size).toBeGreaterThanOrEqual(Math.min(count - room, before));
        });
      }),
      { numRuns: runs(2000) },
    );
  });

  it('leave as many machines as there were, none of them outdated but those that nothing can be done about', () => {
    fc.assert(
      fc.property(sites, (site) => {
        const { existing, rolled } = rolledOf(site);
        const there = play(site, () => undefined);
        expect(there.size).toBe(existing.length);
        const done = new Set([...rolled.replaced, ...rolled.upgrades.map(({ machine }) => machine)]);
        const ill = existing.filter(
          ({ healthy, outdated, reachable }) => !healthy && (!outdated || reachable === false),
        );
        const reachable = existing.filter(({ outdated, reachable: answers }) => outdated && answers !== false);
        if (ill.length === 0) expect(reachable.filter((machine) => !done.has(machine))).toEqual([]);
        const hosts = new Set(existing.map(({ name }) => name));
        for (const name of rolled.taken) hosts.add(name);
        for (const name of rolled.released) hosts.delete(name);
        expect([...there].sort()).toEqual([...hosts].sort());
      }),
      { numRuns: runs(2000) },
    );
  });
});
