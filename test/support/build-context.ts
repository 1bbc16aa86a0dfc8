import { machinesOf } from '../../src/model/machine.ts';
import type { Healing } from '../../src/model/observed.ts';
import { Secrets } from '../../src/model/secrets.ts';
import { type BuildContext, type BuildInput, buildContext } from '../../src/operations/build-context.ts';
import { reachableFacts } from '../../src/plan/cluster-identity.ts';
import { planCluster } from '../../src/plan/plan-cluster.ts';
import { situationOf } from '../../src/plan/situation.ts';
import { FakeHost } from './fake-host.ts';
import { observedWorld, type ShortInventory, shortDesired, WORLD_REVISION, type World } from './planner-world.ts';

/** What operations of the plan for such a world are built from, and its machines. Hosts have no answers unless given. */
export function buildContextOf(
  inventory: ShortInventory,
  world: World,
  host: BuildInput['host'] = (name) => new FakeHost(name),
  healing?: Healing,
) {
  const wanted = shortDesired(inventory);
  const observed = { ...observedWorld(wanted, world), ...(healing && { healing }) };
  const revisionOf = () => WORLD_REVISION;
  const { desired, existing, states } = situationOf(wanted, observed);
  const context: BuildContext = buildContext({
    plan: planCluster({ desired: wanted, observed, manifests: [], hash: () => '', revisionOf }),
    desired,
    existing,
    states,
    host,
    facts: reachableFacts(observed),
    clusterUid: 'uid-1',
    observed,
    clusterExists: observed.cluster !== undefined,
    recipes: { stepsFor: () => [], resetFor: () => [] },
    bundle: undefined,
    manifests: [],
    secrets: new Secrets(),
    revisionOf,
  });
  const machine = (name: string) => {
    const found = machinesOf(desired).find((candidate) => candidate.name === name);
    if (!found) throw new Error(`${name} is not wanted`);
    return found;
  };
  return { context, machine };
}
