import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Desired } from '../../../src/model/desired.ts';
import { quorumAfter } from '../../../src/model/etcd-quorum.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import type { EtcdMember, Observed } from '../../../src/model/observed.ts';
import type { Plan, PlannedOperation } from '../../../src/model/plan.ts';
import { planCluster, refusePlan } from '../../../src/plan/plan-cluster.ts';
import { machinesInLanes } from '../../../src/plan/rollout/plan-lanes.ts';
import { settledMachines } from '../../../src/plan/settled-machines.ts';
import { situationOf } from '../../../src/plan/situation.ts';
import { sites } from '../../support/arbitrary-world.ts';
import { observedWorld, shortDesired, WORLD_REVISION, type World } from '../../support/planner-world.ts';
import { runs, within } from '../../support/runs.ts';

const RUNS = runs(400);
const MORE_APPLIES = 2;
const LIMIT_MS = within(60_000);

interface Planned {
  desired: Desired;
  observed: Observed;
  plan: Plan;
}

const revisionOf = () => WORLD_REVISION;

function planned(desired: Desired, world: World): Planned | undefined {
  // Hosts of machines that are not settled are always visited.
  const settled = settledMachines(desired, observedWorld(desired, world), revisionOf);
  const visited = Object.entries(world).map(([name, words]) => [
    name,
    settled.has(name) ? words : words.replace('unvisited', ''),
  ]);
  const observed = observedWorld(desired, Object.fromEntries(visited));
  const input = { desired, observed, manifests: [], hash: () => '', revisionOf };
  if (refusePlan(input).some(({ severity }) => severity === 'refuse')) return undefined;
  return { desired, observed, plan: planCluster(input) };
}

/** Calls `check` with the plan of sites whose etcd has a quorum. Answers how many of them were planned, how many refused. */
function forAny(check: (planned: Planned, world: World) => void) {
  const counts = { planned: 0, refused: 0, removing: 0 };
  fc.assert(
    fc.property(sites, ({ inventory, world }) => {
      const desired = shortDesired(inventory);
      const members = observedWorld(desired, world).cluster?.etcdMembers ?? [];
      const { voting, unhealthy, quorum } = quorumAfter(members);
      fc.pre(members.length === 0 || voting - unhealthy >= quorum);
      const result = planned(desired, world);
      if (!result) counts.refused++;
      else {
        counts.planned++;
        if (result.plan.summary.delete > 0) counts.removing++;
        check(result, world);
      }
    }),
    { numRuns: RUNS },
  );
  return counts;
}

describe('a plan of machines', () => {
  it(
    'leaves nothing to be planned when it was carried out',
    () => {
      const counts = forAny(({ desired, observed, plan }, world) => {
        let after = carriedOut(world, plan, desired, observed);
        let next = planned(desired, after);
        // A host that one owner's rollout sets free may be what another one lacks.
        for (let more = 0; more < MORE_APPLIES && next && left(next).length > 0; more++) {
          after = carriedOut(after, next.plan, desired, next.observed);
          next = planned(desired, after);
        }
        expect(next && left(next), JSON.stringify(after)).toEqual([]);
      });
      expect(counts.removing).toBeGreaterThan(RUNS / 4);
      expect(counts.refused).toBeLessThan(counts.planned / 2);
    },
    LIMIT_MS,
  );

  it(
    'takes back nothing that it has made, or is making, wherever it is killed',
    () => {
      let made = 0;
      forAny((site, world) => {
        const { desired, observed, plan } = site;
        const bootstraps = plan.operations.filter(({ action }) => /^(init|join)-/.test(action));
        for (const last of bootstraps) {
          for (const isEnded of [true, false]) {
            const operations = plan.operations.slice(0, plan.operations.indexOf(last) + 1);
            const after = carriedOut(world, { ...plan, operations }, desired, observed);
            const { machine = '' } = last;
            const isNew = operations.some(({ id }) => id === `${machine}/delete-node`);
            // A record that is there already keeps its age.
            const age = isNew ? undefined : /\d+$/.exec(world[machine]?.replace(/.*no-record.*/, '') ?? '')?.[0];
            if (!isEnded) {
              const text = after[machine]?.replace(/\d+$/, age ?? '9');
              after[machine] = `${text} joining begun no-node no-member`;
            }
            const now = planned(desired, after);
            if (!now) continue;
            made++;
            const { removals } = situationOf(desired, now.observed);
            const newOnes = operations.filter((one) => bootstraps.includes(one)).map((one) => one.machine);
            const goes = removals.map((removal) => removal.machine.name).filter((name) => newOnes.includes(name));
            expect(goes, `after ${last.id}: ${JSON.stringify(after)}`).toEqual([]);
          }
        }
      });
      expect(made).toBeGreaterThan(RUNS / 2);
    },
    LIMIT_MS,
  );

  it(
    'changes the control plane one at a time, keeps its quorum and never takes the last one',
    () => {
      forAny((site) => {
        const { plan, observed } = site;
        const changes = controlPlaneChangesOf(site);
        const allNeeds = needsOf(plan);
        for (const [i, { id }] of changes.entries()) {
          const previous = changes[i - 1];
          if (previous) expect(allNeeds(id), id).toContain(previous.id);
        }
        keepsQuorum(changes, observed);
      });
    },
    LIMIT_MS,
  );

  it(
    'lets no more workers of a deployment go at once than may be unavailable',
    () => {
      forAny(({ plan, desired, observed }) => {
        const situation = situationOf(desired, observed);
        const rolled = machinesInLanes(situation).remove;
        const leaving = situation.removals.filter(
          ({ machine: { role, owner, name } }) => role === 'worker' && owner === 'workers' && !rolled.has(name),
        );
        const [{ maxUnavailable } = { maxUnavailable: 1 }] = desired.machineDeployments;
        const ends = leaving.map(({ machine }) => `${machine.name}/delete-node`);
        const turns = leaving.map(({ machine }) => {
          const begin = plan.operations.find(
            (operation) => operation.machine === machine.name && operation.action !== 'send-images',
          );
          return begin?.needs.filter((id) => ends.includes(id)) ?? [];
        });
        // As many rows as may be unavailable, and in each row one after the other.
        expect(turns.filter((turn) => turn.length === 0).length).toBeLessThanOrEqual(maxUnavailable);
        expect(new Set(turns.flat()).size).toBe(turns.flat().length);
      });
    },
    LIMIT_MS,
  );
});

function left({ plan }: Planned): string[] {
  return plan.operations.filter(({ action }) => action !== 'verify-cluster').map(({ id }) => id);
}

/** The world after every operation of the plan ended well. */
function carriedOut(world: World, plan: Plan, desired: Desired, observed: Observed): World {
  const after = { ...world };
  const roles = new Map(machinesOf(situationOf(desired, observed).desired).map(({ name, role }) => [name, role]));
  for (const { action, machine = '' } of plan.operations) {
    if (action === 'delete-node') {
      if (observed.hosts[machine]?.reachable === false) after[machine] = 'dead unclean';
      else delete after[machine];
    } else if (/^(init|join)-/.test(action)) {
      after[machine] = `${roles.get(machine)} 9`;
    } else if (action === 'upgrade-node') {
      after[machine] = (after[machine] ?? '').replaceAll(/other-spec|old|closed|ailing/g, '');
    } else if (action === 'record-machines') {
      for (const name of roles.keys()) {
        after[name] = (after[name] ?? '').replaceAll(/other(?!-spec)|no-record/g, '');
      }
    }
  }
  return after;
}

function controlPlaneChangesOf({ plan, desired, observed }: Planned): PlannedOperation[] {
  const situation = situationOf(desired, observed);
  const { removals } = situation;
  const controlPlanes = new Set(situation.desired.controlPlane.hosts);
  const leaving = new Set(
    removals.filter(({ machine }) => machine.role === 'control-plane').map(({ machine }) => machine.name),
  );
  return plan.operations.filter(
    ({ action, machine = '' }) =>
      /^(init|join)-control-plane$/.test(action) ||
      (action === 'upgrade-node' && controlPlanes.has(machine)) ||
      (leaving.has(machine) && /^(drain-node|remove-etcd-member|delete-node)$/.test(action)),
  );
}

function keepsQuorum(changes: PlannedOperation[], { cluster }: Observed): void {
  let members: EtcdMember[] = cluster?.etcdMembers ?? [];
  if (members.length === 0) return;
  for (const { action, machine = '', id } of changes) {
    const member = { id, name: machine, peerUrls: [], learner: false, healthy: true };
    if (action === 'remove-etcd-member') members = members.filter(({ name }) => name !== machine);
    else if (action === 'upgrade-node') {
      members = members.map((own) => (own.name === machine ? { ...own, healthy: true } : own));
    } else if (/^join-/.test(action)) members = [...members.filter(({ name }) => name !== machine), member];
    else continue;
    const { voting, unhealthy, quorum } = quorumAfter(members);
    expect(voting - unhealthy, `${id} of ${changes.map((change) => change.id)}`).toBeGreaterThanOrEqual(quorum);
  }
}

/** Everything that must have ended before an operation starts, directly or not. */
function needsOf({ operations }: Plan): (id: string) => string[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation.needs]));
  const all = (id: string, found: Set<string>): Set<string> => {
    for (const need of byId.get(id) ?? []) if (!found.has(need)) all(need, found.add(need));
    return found;
  };
  return (id) => [...all(id, new Set())];
}
