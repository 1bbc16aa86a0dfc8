import type { Desired } from '../../model/desired.ts';
import type { ExistingMachine } from '../../model/existing-machine.ts';
import type { RemediationFor } from '../../model/machine-record.ts';
import type { Healing, Observed } from '../../model/observed.ts';
import { joinSkewProblem } from '../join-skew.ts';
import { ownerFinder } from '../owner-finder.ts';
import { type Situation, situationOf } from '../situation.ts';
import type { Candidate } from './candidate.ts';
import { controlPlaneRemediation } from './control-plane-remediation.ts';
import { outdatedOwners } from './outdated-owners.ts';

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
 * Unlike there, a machine is only given up where a host is there for another one: without one nothing would be won.
 */
export function chooseRemediations(input: RemediationInput): ChosenRemediations {
  const { inventory, observed, existing, candidates } = input;
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
  const situationWith = (more: Record<string, string>): Situation =>
    situationOf(inventory, { ...observed, healing: { machines: { ...machines, ...more }, outdated: idle } });

  const controlPlanes = candidates.filter(({ machine }) => machine.role === 'control-plane');
  for (const candidate of controlPlanes) {
    const { machine } = candidate;
    const owner = ownerOf(machine) ?? '';
    const why = notWanted(machine, owner) ?? tooSoon('control-plane');
    const chosen =
      why === undefined
        ? controlPlaneRemediation({ ...input, candidate, all: controlPlanes, situation: situationWith(of(candidate)) })
        : { whyNot: why };
    const refusal = 'whyNot' in chosen ? chosen.whyNot : withoutHost(candidate, owner);
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
      notWanted(machine, owner) ?? tooSoon(owner) ?? tooMany(owner, flying) ?? withoutHost(candidate, owner);
    if (refusal !== undefined) {
      whyNot.set(machine.name, refusal);
      continue;
    }
    inFlight.set(owner, flying + 1);
    Object.assign(machines, of(candidate));
  }
  const rest = { ...(idle.length > 0 && { outdated: idle }), ...(remediationFor && { remediationFor }) };
  return { healing: { machines, ...rest }, whyNot };

  function notWanted({ name, role }: ExistingMachine, owner: string): string | undefined {
    const { controlPlane, machineDeployments } = inventory;
    const wanted = role === 'control-plane' ? controlPlane : machineDeployments.find((md) => md.name === owner);
    if (!wanted?.pool.includes(name)) return 'its host is not selected any more: installer apply removes it';
    if ('kind' in wanted && wanted.kind === 'MachinePool') return `machine pool ${owner} replaces no machine by itself`;
    return undefined;
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
    if (after.count >= Math.min(before.count, before.replicas)) return undefined;
    return 'there is no free host for another one, and its own does not answer';
  }
}

function of({ machine, reason }: Candidate): Record<string, string> {
  return { [machine.name]: reason };
}

function hostsOf({ controlPlane, machineDeployments }: Desired, owner: string): { count: number; replicas: number } {
  const found = owner === 'control-plane' ? controlPlane : machineDeployments.find(({ name }) => name === owner);
  return { count: found?.hosts.length ?? 0, replicas: found?.replicas ?? 0 };
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
