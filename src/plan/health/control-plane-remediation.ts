import type { Desired } from '../../model/desired.ts';
import type { ExistingMachine } from '../../model/existing-machine.ts';
import type { RemediationFor } from '../../model/machine-record.ts';
import type { ClusterView, Observed } from '../../model/observed.ts';
import { controlPlaneChanges } from '../control-plane-changes.ts';
import { controlPlaneNow } from '../control-plane-now.ts';
import type { Situation } from '../situation.ts';
import type { Candidate } from './candidate.ts';
import { retryLimits } from './retry-limits.ts';

export interface ControlPlaneInput {
  inventory: Desired;
  observed: Observed;
  existing: readonly ExistingMachine[];
  unhealthy: ReadonlySet<ExistingMachine>;
  now: number;
  candidate: Candidate;
  /** Every control plane that is to be replaced. */
  all: readonly Candidate[];
  /** If it were replaced. */
  situation: Situation;
}

/**
 * Whether an unhealthy control plane is replaced now (Cluster API, KCP remediation.go): one at a time, the worst first; while
 * none is being made or removed; another one is there and stays whole; etcd keeps its quorum; retry limits hold.
 */
export function controlPlaneRemediation(
  input: ControlPlaneInput,
): { remediationFor: RemediationFor } | { whyNot: string } {
  const { inventory, observed, existing, unhealthy, candidate, all, situation, now } = input;
  const { machine } = candidate;
  const first = all.map((one) => one.machine).toSorted(worseFirst(observed.cluster))[0];
  if (first && first !== machine) return { whyNot: `one control plane at a time: ${first.name} comes first` };
  const controlPlanes = existing.filter(({ role, record }) => role === 'control-plane' && !record?.toBeCleaned);
  const others = controlPlanes.filter((other) => other !== machine);
  if (others.length === 0) return { whyNot: 'it is the only control plane' };
  const leaving = others.find(({ record }) => record?.deletion);
  if (leaving) return { whyNot: `${leaving.name} is being removed` };
  const coming = others.find((other) => !other.node && !unhealthy.has(other));
  if (coming) return { whyNot: `${coming.name} is being made` };
  // A machine that serves leaves a whole control plane only, and would wait for the other one in vain.
  const sick = machine.healthy ? others.find(({ healthy }) => !healthy) : undefined;
  if (sick) return { whyNot: `${sick.name} is not well either` };
  const retry = retryLimits(
    { name: machine.name, remediationFor: machine.record?.remediationFor },
    inventory.controlPlane.remediation,
    now,
  );
  if ('whyNot' in retry) return retry;
  const { changes, blocked } = controlPlaneChanges(controlPlaneNow(situation));
  if (changes.some(({ kind, machine: name }) => kind === 'remove' && name === machine.name)) return retry;
  const why = blocked?.considered.find(({ change }) => change.machine === machine.name)?.why;
  return { whyNot: why ?? 'it cannot be removed safely now' };
}

/** What serves least goes first, then the oldest (remediation.go, getMachineToBeRemediated). */
function worseFirst(cluster: ClusterView | undefined) {
  const ranks = (machine: ExistingMachine) => [tier(machine, cluster), machine.createdAt, machine.name] as const;
  return (one: ExistingMachine, other: ExistingMachine): number => {
    const [a, b] = [ranks(one), ranks(other)];
    const at = a.findIndex((value, i) => value !== b[i]);
    const [left = '', right = ''] = [a[at], b[at]];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}

const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

function tier({ name, record, node, member }: ExistingMachine, cluster: ClusterView | undefined): number {
  if (record?.remediate || node?.remediate) return 0;
  if (!node) return 1;
  if (member?.healthy === false) return 2;
  const pods = cluster?.controlPlanePods;
  const broken = COMPONENTS.findIndex((component) => {
    const own = pods?.filter((pod) => pod.node === name && pod.component === component) ?? [];
    return own.length > 0 && !own.some(({ ready }) => ready);
  });
  return broken < 0 ? 9 : 2 + broken;
}
