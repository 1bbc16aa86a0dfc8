import type { Desired, DesiredHealthCheck, UnhealthyCondition } from '../../model/desired.ts';
import { asMachine, type ExistingMachine } from '../../model/existing-machine.ts';
import type { Observed } from '../../model/observed.ts';
import { machineConditions } from '../machine-conditions.ts';
import { durationText } from './duration-text.ts';

/** How one machine stands with one check. */
export interface HealthTarget {
  machine: ExistingMachine;
  /** waiting: it is neither, yet: not for so long, or it is being made or removed. It counts as one that is not healthy. */
  state: 'healthy' | 'unhealthy' | 'waiting';
  /** In CamelCase, as Cluster API words it. */
  reason: string;
  message: string;
}

export interface TargetInput {
  check: Pick<DesiredHealthCheck, 'unhealthyNodeConditions' | 'unhealthyMachineConditions' | 'nodeStartupTimeoutMs'>;
  machine: ExistingMachine;
  desired: Desired;
  observed: Observed;
  /** By the cluster's clock, milliseconds since the epoch. */
  now: number;
}

/** A state that a condition is in. */
interface Standing {
  is: string;
  /** Milliseconds since the epoch. Absent: not known. */
  since?: number;
}

/**
 * Whether a machine is unhealthy: it is marked for remediation, its Node is gone or did not appear in time, or a condition
 * has been what it must not be for too long (Cluster API, machinehealthcheck_targets.go, needsRemediation).
 */
export function healthTarget(input: TargetInput): HealthTarget {
  const { machine, check } = input;
  const { record, node, name } = machine;
  const says = (state: HealthTarget['state'], reason: string, message: string): HealthTarget => ({
    machine,
    state,
    reason,
    message,
  });
  if (record?.remediate || node?.remediate) {
    return says('unhealthy', 'HasRemediateAnnotation', 'it is annotated cluster.x-k8s.io/remediate-machine');
  }
  if (record?.deletion) return says('waiting', 'Deleting', 'it is being removed');
  if (!node) {
    // A record has a revision once its Node was there, whatever became of its host.
    const wasThere = record?.revision !== undefined || machine.state === 'bootstrapped';
    if (wasThere) return says('unhealthy', 'NodeDeleted', `its node ${name} is gone`);
    return notStarted(input, says);
  }
  const broken = [
    ...check.unhealthyNodeConditions.map((wanted) => inWords(wanted, ofNode(input, wanted.type), input.now, 'Node')),
    ...check.unhealthyMachineConditions.map((wanted) =>
      inWords(wanted, ofMachine(input, wanted.type), input.now, 'Machine'),
    ),
  ].filter((trouble) => trouble !== undefined);
  const worst = broken.find(({ over }) => over) ?? broken[0];
  if (!worst) return says('healthy', 'Healthy', 'no condition speaks against it');
  return says(worst.over ? 'unhealthy' : 'waiting', worst.reason, worst.message);
}

function notStarted(
  { machine: { record }, check: { nodeStartupTimeoutMs: limit }, now }: TargetInput,
  says: (state: HealthTarget['state'], reason: string, message: string) => HealthTarget,
): HealthTarget {
  const begun = Date.parse(record?.createdAt ?? '');
  const since = Number.isNaN(begun) ? '' : ` since ${durationText(now - begun)}`;
  if (limit <= 0 || Number.isNaN(begun)) return says('waiting', 'NodeNotReported', `its node is awaited${since}`);
  const told = `its node is awaited${since}, ${durationText(limit)} are allowed`;
  return now - begun > limit ? says('unhealthy', 'NodeStartupTimeout', told) : says('waiting', 'NodeNotReported', told);
}

function inWords(
  { type, status, timeoutMs }: UnhealthyCondition,
  standing: Standing | undefined,
  now: number,
  of: string,
) {
  if (standing?.is !== status) return undefined;
  const lasts = standing.since === undefined ? undefined : now - standing.since;
  const over = lasts === undefined ? timeoutMs === 0 : lasts > timeoutMs;
  const since = lasts === undefined ? '' : ` since ${durationText(lasts)}`;
  const limit = timeoutMs === 0 ? '' : `, ${durationText(timeoutMs)} are allowed`;
  return { over, reason: `Unhealthy${of}`, message: `${type} is ${status}${since}${limit}` };
}

function ofNode({ machine: { node } }: TargetInput, type: string): Standing | undefined {
  const condition = node?.conditions?.find((candidate) => candidate.type === type);
  return condition && { is: condition.status, ...sinceOf(condition.since) };
}

/** Of a machine only the Node tells since when: of other conditions it is not known. */
function ofMachine(input: TargetInput, type: string): Standing | undefined {
  const { machine, desired, observed } = input;
  const { node, member, state, outdated } = machine;
  const wanted = type === 'NodeHealthy' ? 'NodeReady' : type;
  const told = machineConditions({
    machine: asMachine(machine, desired),
    seen: observed.hosts[machine.name],
    ...{ state, node, member },
    cluster: observed.cluster,
    outdated: outdated?.why,
  }).find((condition) => condition.type === wanted);
  if (!told) return undefined;
  const ready = wanted === 'NodeReady' ? ofNode(input, 'Ready') : undefined;
  return { is: told.status, ...(ready?.since !== undefined && { since: ready.since }) };
}

function sinceOf(time: string | undefined): { since?: number } {
  const since = Date.parse(time ?? '');
  return Number.isNaN(since) ? {} : { since };
}
