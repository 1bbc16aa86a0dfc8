import type { HealthCheckStatus } from '../model/health-check-status.ts';
import { table } from './table.ts';

/** Machine health checks for a person: how each stands, and what becomes of the machines that are not well. */
export function healthText(checks: readonly HealthCheckStatus[]): string {
  const machines = checks.flatMap(({ name: check, machines: unwell }) => unwell.map((one) => ({ check, ...one })));
  return [
    table(
      checks.map(({ name, expectedMachines, currentHealthy, conditions }) => [
        name,
        String(expectedMachines),
        String(currentHealthy),
        conditions[0]?.status === 'True' ? 'allowed' : 'not allowed',
        conditions[0]?.message ?? '',
      ]),
      ['HEALTH CHECK', 'MACHINES', 'HEALTHY', 'REMEDIATION', 'BECAUSE'],
    ),
    ...(machines.length > 0
      ? [
          table(
            machines.map(({ name, check, message, unhealthy, replaced, whyNot }) => [
              name,
              check,
              unhealthy ? 'unhealthy' : 'not yet',
              message,
              replaced ? 'heal replaces it' : (whyNot ?? ''),
            ]),
            ['NOT HEALTHY', 'CHECK', 'VERDICT', 'WHY', 'WHAT NOW'],
          ),
        ]
      : []),
  ].join('\n\n');
}

/** The same in a line: `workers-check 2 of 3 healthy, control-plane 3 of 3 healthy`. */
export function healthLine(checks: readonly HealthCheckStatus[]): string {
  return checks
    .map(({ name, currentHealthy, expectedMachines }) => `${name} ${currentHealthy} of ${expectedMachines} healthy`)
    .join(', ');
}
