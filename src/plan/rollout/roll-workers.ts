import type { WorkerRollout } from '../../model/desired.ts';
import type { ExistingMachine } from '../../model/existing-machine.ts';
import { spreadHosts } from '../spread-hosts.ts';
import { type Ground, type Lane, type LaneStep, type Rolled, upgradeOf } from './rolled.ts';

/**
 * How outdated workers become up to date: in lanes that run side by side. A surge lane has one machine more meanwhile: one
 * joins on a free host, an outdated one leaves, the next joins on its host, and so on; it ends with one that leaves. In any
 * other lane one is missing meanwhile: an outdated machine leaves and is made anew on its host, or is upgraded where it
 * is. So there are never more machines than wanted and maxSurge, and never more missing than maxUnavailable, whichever lane
 * is how far (Cluster API, machinedeployment_rollout_rollingupdate.go). Those that do not serve come first: they are missing
 * already, and nothing that serves leaves before they are back; of them those whose upgrade was begun and cut, because the
 * others may be Ready again by their turn. Such an upgrade is gone through with where the machine is, even if outdated
 * machines are to stay as they are by now: half of it is done, and its node is closed.
 * @param staying every machine that the owner keeps
 */
export function rollWorkers(ground: Ground, rollout: WorkerRollout, staying: readonly ExistingMachine[]): Rolled {
  const { outdated, closed, free, serving } = ground;
  const { strategy, maxSurge } = rollout;
  const rolling = outdated
    .filter((machine) => strategy !== 'OnDelete' || machine.record?.deleteFirst || isUnfinished(machine))
    .toSorted((one, other) => Number(isUnfinished(other)) - Number(isUnfinished(one)));
  const surge = strategy === 'RollingUpdate' ? Math.min(maxSurge, free.length) : 0;
  const room = Math.max(rollout.maxUnavailable, surge > 0 ? 0 : 1);
  // Those that are being made are waited for.
  const ill = staying.filter(
    (machine) => !machine.healthy && machine.state === 'bootstrapped' && !outdated.includes(machine),
  ).length;
  const answering = rolling.filter(({ reachable }) => reachable !== false);
  // One that an upgrade closed and did not open again takes no pods, and is missing too.
  const ailing = answering.filter(({ healthy, node }) => !healthy || node?.closedForUpgrade === true);
  // As long as more are missing than may be, nothing that serves leaves.
  const well = ill > room ? [] : answering.filter((machine) => !ailing.includes(machine));
  const dead = ill > room ? [] : rolling.filter(({ reachable }) => reachable === false);
  const isAnew = (machine: ExistingMachine) =>
    machine.outdated !== undefined &&
    strategy !== 'InPlace' &&
    (strategy === 'OnDelete' ? machine.record?.deleteFirst === true : surge > 0 || !machine.outdated.byUpgrade);
  const onItsHost = (machine: ExistingMachine) => stepsOnItsHost(machine, isAnew(machine));

  const first = emptyLanes(Math.max(1, surge + room));
  for (const [i, machine] of [...closed, ...ailing].entries()) first[i % first.length]?.push(...onItsHost(machine));
  const surging = emptyLanes(surge);
  const missing = emptyLanes(Math.max(0, room - ill - dead.length));
  const all = [...surging, ...missing];
  const served = all.length > 0 ? well : [];
  const released = new Map<Lane, string>();
  const leaves = (lane: Lane, { name }: ExistingMachine) => {
    const before = released.get(lane);
    if (before !== undefined) lane.push({ kind: 'join', machine: before });
    lane.push({ kind: 'remove', machine: name });
    released.set(lane, name);
  };
  for (const [i, machine] of served.entries()) {
    const lane = all[i % all.length] ?? [];
    if (i % all.length < surge) leaves(lane, machine);
    else lane.push(...onItsHost(machine));
  }
  // A host that does not answer takes no new machine: its lane ends there.
  const buried = dead.slice(0, surge);
  for (const [i, machine] of buried.entries()) leaves(surging[surge - 1 - i] ?? [], machine);
  const used = surging.filter((lane) => lane.length > 0);
  const taken = spreadHosts(free, used.length, serving);
  for (const [i, lane] of used.entries()) lane.unshift({ kind: 'join', machine: taken[i] ?? '' });
  const done = [...ailing, ...served, ...buried];
  return {
    replaced: done.filter(isAnew),
    upgrades: [...closed, ...done.filter((machine) => !isAnew(machine))].map(upgradeOf),
    taken,
    released: [...released.values()],
    stages: [first, all].map((stage) => stage.filter((lane) => lane.length > 0)).filter((stage) => stage.length > 0),
  };
}

function isUnfinished({ outdated, node }: ExistingMachine): boolean {
  return outdated?.begun === true || node?.closedForUpgrade === true;
}

function emptyLanes(count: number): Lane[] {
  return Array.from({ length: count }, () => []);
}

function stepsOnItsHost({ name }: ExistingMachine, anew: boolean): LaneStep[] {
  if (!anew) return [{ kind: 'upgrade', machine: name }];
  return [
    { kind: 'remove', machine: name },
    { kind: 'join', machine: name },
  ];
}
