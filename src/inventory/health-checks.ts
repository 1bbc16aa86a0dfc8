import type { DesiredHealthCheck, LabelSelector, UnhealthyCondition } from '../model/desired.ts';
import { goDurationMs } from './duration.ts';
import type { MachineHealthCheck, UnhealthyCondition as WrittenCondition } from './inventory.gen.ts';

const NODE_STARTUP_MS = 600_000;

/** A health check in either spelling, v1beta2's winning where both are written, with the defaults of Cluster API. */
export function healthCheck(written: MachineHealthCheck): DesiredHealthCheck {
  const { name, selector, checks, remediation } = written;
  const { unhealthyLessThanOrEqualTo, unhealthyInRange } = remediation?.triggerIf ?? {};
  const nodeConditions = checks?.unhealthyNodeConditions ?? [
    ...(written.unhealthyConditions ?? []),
    ...(written.unhealthyNodeConditions ?? []),
  ];
  const machineConditions = checks?.unhealthyMachineConditions ?? written.unhealthyMachineConditions ?? [];
  return {
    name,
    selector: selector as LabelSelector,
    unhealthyNodeConditions: nodeConditions.map(unhealthyCondition),
    unhealthyMachineConditions: machineConditions.map(unhealthyCondition),
    nodeStartupTimeoutMs: startupTimeoutMs(checks?.nodeStartupTimeoutSeconds, written.nodeStartupTimeout),
    maxUnhealthy: unhealthyLessThanOrEqualTo ?? written.maxUnhealthy ?? '100%',
    ...range(unhealthyInRange ?? written.unhealthyRange),
  };
}

function startupTimeoutMs(seconds: number | undefined, text: string | undefined): number {
  if (seconds !== undefined) return seconds * 1000;
  return text === undefined ? NODE_STARTUP_MS : goDurationMs(text);
}

function unhealthyCondition({ type, status, timeout, timeoutSeconds }: WrittenCondition): UnhealthyCondition {
  return {
    type,
    status,
    timeoutMs: timeoutSeconds === undefined ? goDurationMs(timeout ?? '0s') : timeoutSeconds * 1000,
  };
}

/** `[1-3]` */
function range(written: string | undefined): Pick<DesiredHealthCheck, 'unhealthyRange'> {
  const [, min, max] = /^\[(\d+)-(\d+)\]$/.exec(written ?? '') ?? [];
  return min === undefined || max === undefined ? {} : { unhealthyRange: { min: Number(min), max: Number(max) } };
}
