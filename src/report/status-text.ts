import type { ClusterStatus } from '../plan/cluster-status.ts';
import { healthText } from './health-text.ts';
import { table } from './table.ts';

/** The status for a person: cluster, conditions, owners, machines, the hosts that serve no machine, and warnings. */
export function statusText(status: ClusterStatus): string {
  const { cluster, endpoint, version, phase, conditions, replicas, machines, hosts, healthChecks, warnings } = status;
  const free = hosts.filter(({ name }) => !machines.some((machine) => machine.host === name));
  return [
    [cluster, phase, version, `https://${endpoint}`].filter(Boolean).join('  '),
    table(
      conditions.map(({ type, status: holds, reason, message }) => [type, holds, reason, message]),
      ['CONDITION', 'STATUS', 'REASON', 'MESSAGE'],
    ),
    table(
      replicas.map(({ owner, ...counts }) => [
        owner,
        ...[counts.wanted, counts.current, counts.ready, counts.upToDate, counts.deleting].map(String),
      ]),
      ['OWNER', 'WANTED', 'CURRENT', 'READY', 'UP-TO-DATE', 'DELETING'],
    ),
    ...(machines.length > 0 ? [machineTable(machines, hosts)] : []),
    ...(free.length > 0
      ? [
          table(
            free.map(({ name, address, phase: hostPhase, machine }) => [name, address, hostPhase, machine ?? '']),
            ['OTHER HOST', 'ADDRESS', 'PHASE', 'MACHINE'],
          ),
        ]
      : []),
    ...(healthChecks.length > 0 ? [healthText(healthChecks)] : []),
    ...(warnings.length > 0 ? [warnings.map((warning) => `warning: ${warning}`).join('\n')] : []),
  ].join('\n\n');
}

function machineTable(machines: ClusterStatus['machines'], hosts: ClusterStatus['hosts']): string {
  const rows = machines.map(({ name, owner, address, phase, ready, version, host, reason }) => [
    name,
    owner,
    address,
    phase,
    ready ? 'yes' : 'no',
    version,
    hosts.find((candidate) => candidate.name === host)?.phase ?? '',
    reason ?? '',
  ]);
  return table(rows, ['MACHINE', 'OWNER', 'ADDRESS', 'PHASE', 'READY', 'VERSION', 'HOST', 'WHY']);
}
