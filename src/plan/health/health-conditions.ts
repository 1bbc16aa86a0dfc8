import { type Condition, condition } from '../condition.ts';
import type { HealthJudgement } from './judge-health.ts';

/**
 * What health checks say of a machine, named as in Cluster API: HealthCheckSucceeded, and of one that is to be replaced
 * OwnerRemediated. None of a machine that no check looks at.
 */
export function healthConditions(machine: string, { checks, lookedAt }: HealthJudgement): Condition[] {
  if (!lookedAt.has(machine)) return [];
  const said = checks.flatMap(({ name, machines }) =>
    machines.filter((one) => one.name === machine && one.unhealthy).map((one) => ({ check: name, ...one })),
  );
  const [first] = said;
  if (!first) return [condition('HealthCheckSucceeded', true, 'Succeeded', 'no health check finds it unhealthy')];
  const { check, reason, message, replaced, whyNot } = said.find((one) => one.replaced) ?? first;
  return [
    condition('HealthCheckSucceeded', false, reason, `${message} (${check})`),
    condition(
      'OwnerRemediated',
      false,
      replaced ? 'WaitingForRemediation' : 'RemediationDeferred',
      replaced ? 'installer heal replaces it' : `it is not replaced: ${whyNot ?? 'not now'}`,
    ),
  ];
}
