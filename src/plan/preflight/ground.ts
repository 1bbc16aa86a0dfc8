import type { Bundle } from '../../model/bundle.ts';
import type { Desired } from '../../model/desired.ts';
import type { HostFacts } from '../../model/facts.ts';
import { type Machine, machinesOf } from '../../model/machine.ts';
import { type MachineState, machineState } from '../../model/machine-state.ts';
import type { ClusterView, ObservedHost } from '../../model/observed.ts';
import type { Finding } from '../../model/plan.ts';
import type { HostProbes } from '../../observe/probes.ts';
import { clusterIdentity } from '../cluster-identity.ts';

export interface PreflightInput {
  desired: Desired;
  /** Of every host that answered. */
  facts: Record<string, HostFacts>;
  /** Why the others did not. */
  unreachable?: Record<string, { message: string; hint?: string }>;
  /** What each host met when it tried the questions of `probeQuestions`. Absent: not tried. */
  probes?: Record<string, HostProbes>;
  bundle?: Bundle;
  /** Absent: no API server of this cluster answers. */
  cluster?: ClusterView;
  /** Hosts on which kubeadm is going to be run. All checks are made for them; for the others only those that still matter. */
  creating: ReadonlySet<string>;
}

/** A machine whose host answered, and how far it has come. */
export interface Candidate {
  machine: Machine;
  facts: HostFacts;
  state: MachineState;
}

/** What the checks stand on: the input, and what follows from it. */
export interface Ground extends PreflightInput {
  /** Every machine whose host answered. */
  candidates: Candidate[];
  /** Those of them that are going to be created and belong to nobody else. */
  newcomers: Candidate[];
  /** Those that serve in another version than is wanted of them. */
  upgrading: Candidate[];
  /** A control plane of this cluster was completed once, or one answers. */
  clusterExists: boolean;
  clusterUid?: string;
}

/** One check: every finding, on every host. */
export type Check = (ground: Ground) => Finding[];

/** Works out who is who, once for all checks. Pure. */
export function groundOf(input: PreflightInput): Ground {
  const hosts = Object.entries(input.facts).map(([name, facts]): [string, ObservedHost] => [
    name,
    { reachable: true, facts, steps: [] },
  ]);
  const { uid, initialised } = clusterIdentity(input.desired, {
    hosts: Object.fromEntries(hosts),
    cluster: input.cluster,
  });
  const candidates = machinesOf(input.desired).flatMap((machine): Candidate[] => {
    const facts = input.facts[machine.name];
    if (facts === undefined) return [];
    return [{ machine, facts, state: machineState(facts, input.desired.cluster.name, uid) }];
  });
  return {
    ...input,
    candidates,
    newcomers: candidates.filter(({ machine, state }) => input.creating.has(machine.name) && state !== 'foreign'),
    upgrading: candidates.filter(
      ({ machine, facts, state }) => state === 'bootstrapped' && facts.machine?.version !== machine.version,
    ),
    clusterExists: input.cluster !== undefined || initialised.length > 0,
    ...(uid !== undefined && { clusterUid: uid }),
  };
}
