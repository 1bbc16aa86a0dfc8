import type { Desired } from '../../../src/model/desired.ts';
import type { ExistingMachine } from '../../../src/model/existing-machine.ts';
import type { MachineMark } from '../../../src/model/facts.ts';
import { type Machine, machinesOf } from '../../../src/model/machine.ts';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import type { PlannedOperation } from '../../../src/model/plan.ts';
import { takesPods } from '../../../src/model/takes-pods.ts';
import { machineTemplate } from '../../../src/plan/machine-template.ts';
import type { ManifestFile } from '../../../src/plan/manifests.ts';
import type { Tape } from '../tape.ts';
import type { Deeds } from '../world/deeds.ts';
import type { WorkerLimits } from '../world/judgement.ts';
import { answers } from '../world/sim-host.ts';
import { viewThrough } from '../world/view.ts';
import type { World } from '../world/world.ts';

/** An operation at work: it may be left at every `yield` and never taken up again. Answers whether it ended well. */
export type Running = Generator<void, boolean>;

/** One run of apply, as its operations see it. */
export interface Apply {
  world: World;
  deeds: Deeds;
  tape: Tape;
  /** With hosts assigned. */
  desired: Desired;
  existing: readonly ExistingMachine[];
  /** Names of machines that are to leave. */
  leaving: ReadonlySet<string>;
  /** A cluster existed when the plan was made. */
  clusterExists: boolean;
  clusterUid: string;
  /** When the plan was made. */
  made: number;
  revisionOf(machine: Machine): string;
  /** The control plane that an operation changes, if it does. */
  changes(operation: PlannedOperation): string | undefined;
  /** Names of the machines that are control planes when this operation's turn comes. */
  membersAt(operation: string): readonly string[];
  manifests: readonly ManifestFile[];
  /** Of the hosts that were visited and answered. */
  marks: ReadonlyMap<string, MachineMark>;
  /** Names of machines whose host is cleaned by this plan. */
  cleaned: ReadonlySet<string>;
  /** Records that `record-machines` puts where they are missing or say something else. */
  records: readonly MachineRecord[];
}

/** How often something is looked at before it is given up. */
const LOOKS = 4;

/** Looks until something holds; answers whether it came to hold before the limit passed. */
export function* until(holds: () => boolean): Running {
  for (let looks = 0; looks < LOOKS; looks++) {
    if (holds()) return true;
    yield;
  }
  return holds();
}

/** The cluster as the first control plane tells it that answers; those that are to leave are asked last. */
export function viewOf({ world, desired, existing, leaving }: Apply, except?: string): ClusterView | undefined {
  const silent = new Set(existing.filter(({ reachable }) => reachable === false).map(({ name }) => name));
  const known = existing.filter(({ role, record }) => role === 'control-plane' && !record?.toBeCleaned);
  const names = [...new Set([...desired.controlPlane.hosts, ...known.map(({ name }) => name)])];
  const asked = names.filter((name) => name !== except && !silent.has(name) && answers(world.host(name)));
  const rank = (name: string) => (leaving.has(name) ? 1 : 0);
  for (const name of asked.sort((a, b) => rank(a) - rank(b))) {
    const view = viewThrough(world, name);
    if (view) return view;
  }
  return undefined;
}

/** Looks again, in the moment before a machine is taken apart, whether its Node is still closed to pods. */
export function* drained(apply: Apply, name: string): Running {
  if (!(yield* until(() => viewOf(apply, name) !== undefined))) return false;
  const view = viewOf(apply, name);
  return view !== undefined && !takesPods(view, name);
}

/** A machine of the desired state. */
export function wanted({ desired }: Apply, name: string): Machine {
  const machine = machinesOf(desired).find((candidate) => candidate.name === name);
  if (!machine) throw new Error(`an operation was planned for ${name}, which is no machine of the desired state`);
  return machine;
}

/** What a machine that this plan makes or changes is marked with: as one and the same by whichever operation. */
export function markOf(apply: Apply, { name, role, version, owner }: Machine): MachineMark {
  const { clusterUid, leaving, marks, made } = apply;
  const seen = leaving.has(name) ? undefined : marks.get(name)?.uid;
  return {
    apiVersion: 'installer.dev/v1alpha1',
    cluster: 'b-cluster',
    clusterUid,
    machine: name,
    uid: seen ?? `${name} of ${made}`,
    role,
    phase: 'claimed',
    ...(apply.clusterExists && { bootstrap: role === 'worker' ? 'join-worker' : 'join-control-plane' }),
    version,
    template: machineTemplate(apply.desired, owner),
  };
}

/** What bounds how machines of a worker's owner come and go. */
export function limitsOf(
  { desired }: Apply,
  { owner, role }: Pick<Machine, 'owner' | 'role'>,
): WorkerLimits | undefined {
  const deployment = role === 'worker' && desired.machineDeployments.find(({ name }) => name === owner);
  return deployment ? { ...deployment, owner } : undefined;
}
