import type { Desired } from '../../model/desired.ts';
import type { ExistingMachine } from '../../model/existing-machine.ts';
import type { PastRemediation, RemediationFor } from '../../model/machine-record.ts';
import type { Healing, Observed } from '../../model/observed.ts';
import { joinSkewProblem } from '../join-skew.ts';
import { ownerFinder } from '../owner-finder.ts';
import { type Situation, situationOf } from '../situation.ts';
import type { Candidate } from './candidate.ts';
import { controlPlaneRemediation } from './control-plane-remediation.ts';
import { durationText } from './duration-text.ts';
import { outdatedOwners } from './outdated-owners.ts';
import { timesGivenUp, wornUntil } from './worn-hosts.ts';

export interface RemediationInput {
  inventory: Desired;
  observed: Observed;
  existing: readonly ExistingMachine[];
  candidates: readonly Candidate[];
  /** Candidates among them. */
  unhealthy: ReadonlySet<ExistingMachine>;
  /** Milliseconds since the epoch. */
  now: number;
}

export interface ChosenRemediations {
  healing: Healing;
  /** Why a candidate is not replaced now, by its name. */
  whyNot: ReadonlyMap<string, string>;
}

/**
 * Which unhealthy machines their owners replace now: one control plane at a time and only safely; of each machine deployment
 * as many as may be in flight, those annotated first, then the newest (Cluster API, KCP remediation.go and util/remediation).
 * Unlike there, a machine is only given up where a host is there for another one: without one nothing would be won. And not
 * where that is one on which a machine was unhealthy lately, its own or another's: it would be made anew there for ever.
 */
export function chooseRemediations(input: RemediationInput): ChosenRemediations {
  const { inventory, observed, existing, candidates, now } = input;
  const ownerOf = ownerFinder(inventory);
  const machines: Record<string, string> = {};
  const whyNot = new Map<string, string>();
  let remediationFor: RemediationFor | undefined;
  const inFlight = new Map<string, number>();
  for (const { record, owner, role } of existing) {
    if (role === 'worker' && record?.deletion) inFlight.set(owner, (inFlight.get(owner) ?? 0) + 1);
  }
  const outdated = outdatedOwners(inventory, existing);
  const skewed = inventory.machineDeployments.flatMap(({ name }) => (joinSkewProblem(inventory, name) ? [name] : []));
  const idle = [...new Set([...outdated, ...skewed])];
  const past = new Map(observed.cluster?.pastRemediations?.map((one) => [one.machine, one]));
  const worn = new Map([...past].filter(([, one]) => wornUntil(one) > now));
  const situationWith = (more: Record<string, string>): Situation =>
    situationOf(inventory, {
      ...observed,
      healing: { machines: { ...machines, ...more }, outdated: idle, worn: [...worn.keys()] },
    });

  const controlPlanes = candidates.filter(({ machine }) => machine.role === 'control-plane');
  for (const candidate of controlPlanes) {
    const { machine } = candidate;
    const owner = ownerOf(machine) ?? '';
    const why = notWanted(machine, owner) ?? tooSoon('control-plane');
    const chosen =
      why === undefined
        ? controlPlaneRemediation({ ...input, candidate, all: controlPlanes, situation: situationWith(of(candidate)) })
        : { whyNot: why };
    const refusal = 'whyNot' in chosen ? chosen.whyNot : (withoutHost(candidate, owner) ?? inVain(candidate, owner));
    if (refusal !== undefined) whyNot.set(machine.name, refusal);
    else if ('remediationFor' in chosen) {
      ({ remediationFor } = chosen);
      Object.assign(machines, of(candidate));
    }
  }
  for (const candidate of candidates.filter(({ machine }) => machine.role === 'worker').toSorted(inTurn)) {
    const { machine } = candidate;
    const owner = ownerOf(machine) ?? '';
    const flying = inFlight.get(owner) ?? 0;
    const refusal =
      notWanted(machine, owner) ??
      tooSoon(owner) ??
      tooMany(owner, flying) ??
      withoutHost(candidate, owner) ??
      inVain(candidate, owner);
    if (refusal !== undefined) {
      whyNot.set(machine.name, refusal);
      continue;
    }
    inFlight.set(owner, flying + 1);
    Object.assign(machines, of(candidate));
  }
  const remembered = candidates.flatMap(({ machine }) => (machine.name in machines ? (memoryOf(machine) ?? []) : []));
  const rest = {
    ...(idle.length > 0 && { outdated: idle }),
    ...(remediationFor && { remediationFor }),
    ...(remembered.length > 0 && { remembered }),
    ...(worn.size > 0 && { worn: [...worn.keys()] }),
  };
  return { healing: { machines, ...rest }, whyNot };

  /** Of one whose removal was begun already, it was remembered then. */
  function memoryOf({ name, role, record }: ExistingMachine): PastRemediation | undefined {
    if (record?.deletion && past.has(name)) return undefined;
    if (role === 'control-plane' && remediationFor?.machine === name) return { ...remediationFor, role };
    const retryCount = timesGivenUp(past.get(name), now);
    return { machine: name, role, timestamp: new Date(now).toISOString(), retryCount };
  }

  function notWanted({ name, role }: ExistingMachine, owner: string): string | undefined {
    const unusable = observed.unusable?.[name];
    if (unusable !== undefined) return `its host cannot be used: ${unusable}`;
    const wanted = wantedOf(role === 'control-plane' ? role : owner);
    if (!wanted?.pool.includes(name)) return 'its host is not selected any more: installer apply removes it';
    if ('kind' in wanted && wanted.kind === 'MachinePool') return `machine pool ${owner} replaces no machine by itself`;
    return undefined;
  }

  function wantedOf(owner: string) {
    const { controlPlane, machineDeployments } = inventory;
    return owner === 'control-plane' ? controlPlane : machineDeployments.find(({ name }) => name === owner);
  }

  /** What it is to be made anew of is not what the others are (Cluster API: only the current MachineSet remediates). */
  function tooSoon(owner: string): string | undefined {
    if (outdated.has('control-plane')) return 'the control plane is not up to date: first installer apply';
    if (outdated.has(owner)) return `${owner} is not up to date: first installer apply`;
    const problem = joinSkewProblem(inventory, owner);
    return problem && `no machine of ${owner} can be made: ${problem}`;
  }

  function tooMany(owner: string, flying: number): string | undefined {
    const limit = inventory.machineDeployments.find(({ name }) => name === owner)?.maxInFlight;
    if (limit === undefined || flying < limit) return undefined;
    return `${flying} of ${owner} ${flying === 1 ? 'is' : 'are'} being replaced: maxInFlight is ${limit}`;
  }

  function withoutHost(candidate: Candidate, owner: string): string | undefined {
    const before = hostsOf(situationWith({}).desired, owner);
    const after = hostsOf(situationWith(of(candidate)).desired, owner);
    if (after.names.length >= Math.min(before.names.length, before.replicas)) return undefined;
    const unusable = Object.entries(observed.unusable ?? {}).filter(([host]) => wantedOf(owner)?.pool.includes(host));
    const told = unusable.map(([host, why]) => `${host} cannot be used: ${why}`).join('; ');
    return `there is no free host for another one${told && ` (${told})`}, and its own does not answer`;
  }

  /** Whoever marked it wants it anew whatever became of it before; and written retry limits of control planes are obeyed. */
  function inVain(candidate: Candidate, owner: string): string | undefined {
    const { name, role } = candidate.machine;
    if (isAnnotated(candidate.machine)) return undefined;
    if (role === 'control-plane' && inventory.controlPlane.remediation) return undefined;
    const before = new Set(hostsOf(situationWith({}).desired, owner).names);
    const after = hostsOf(situationWith(of(candidate)).desired, owner).names;
    const taken = after.find((host) => (host === name || !before.has(host)) && worn.has(host));
    const last = taken === undefined ? undefined : worn.get(taken);
    if (!last) return undefined;
    const ago = `${durationText(now - Date.parse(last.timestamp))} ago`;
    const what =
      taken === name
        ? `it was given up on this host ${ago} already, and there is no other one`
        : `the only host for another one is ${taken}, on which one was given up ${ago}`;
    return `${what}: repair the host, or add one (role: spare); next try in ${durationText(wornUntil(last) - now)}, or when it is annotated cluster.x-k8s.io/remediate-machine`;
  }
}

function of({ machine, reason }: Candidate): Record<string, string> {
  return { [machine.name]: reason };
}

function hostsOf({ controlPlane, machineDeployments }: Desired, owner: string): { names: string[]; replicas: number } {
  const found = owner === 'control-plane' ? controlPlane : machineDeployments.find(({ name }) => name === owner);
  return { names: found?.hosts ?? [], replicas: found?.replicas ?? 0 };
}

/** Those annotated first, then the newest, then by name. */
function inTurn({ machine: one }: Candidate, { machine: other }: Candidate): number {
  const annotated = Number(isAnnotated(other)) - Number(isAnnotated(one));
  if (annotated !== 0) return annotated;
  if (one.createdAt !== other.createdAt) return one.createdAt > other.createdAt ? -1 : 1;
  return one.name < other.name ? -1 : 1;
}

function isAnnotated({ record, node }: ExistingMachine): boolean {
  return record?.remediate === true || node?.remediate === true;
}
