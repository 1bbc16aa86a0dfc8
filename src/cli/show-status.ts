import { InstallerError } from '../errors.ts';
import { observeHosts } from '../observe/observe.ts';
import { type ClusterStatus, clusterStatus } from '../plan/cluster-status.ts';
import { machineStates } from '../plan/plan-cluster.ts';
import { table } from '../report/table.ts';
import { look } from './look.ts';
import type { Output } from './options.ts';
import type { Session } from './session.ts';
import { writeResult } from './write-result.ts';

/** Looks at every host, spares included, and at the cluster, and shows what it sees. */
export async function showStatus({ desired, host }: Session, output: Output): Promise<void> {
  const spares = desired.hosts.filter(({ role }) => role === 'spare').map(({ name }) => host(name));
  const [seen, spareFacts] = await Promise.all([look(desired, host, () => []), observeHosts(spares, Date.now)]);
  const spareHosts = Object.fromEntries(
    Object.entries(spareFacts).map(([name, answer]) => [name, answer.reachable ? { ...answer, steps: [] } : answer]),
  );
  const observed = { ...seen.observed, hosts: { ...seen.observed.hosts, ...spareHosts } };
  const status = clusterStatus({
    desired,
    observed,
    states: { ...machineStates(desired, { hosts: spareHosts }), ...seen.states },
    clusterUnavailable: seen.clusterUnavailable,
    initialised: seen.identity.initialised.length > 0,
  });
  if (output === 'text') process.stdout.write(`${statusText(status)}\n`);
  else await writeResult(output, status);
  if (seen.clusterUnavailable) {
    throw new InstallerError('cluster-unhealthy', `no control plane answers: ${seen.clusterUnavailable}`);
  }
}

/** The status for a person: cluster, conditions, machines, and the hosts that serve no machine. */
export function statusText({ cluster, endpoint, version, phase, conditions, machines, hosts }: ClusterStatus): string {
  const conditionRows = conditions.map(({ type, status, reason, message }) => [`  ${type}`, status, reason, message]);
  const machineRows = machines.map((machine) => [
    machine.name,
    machine.owner,
    machine.address,
    machine.phase,
    machine.ready ? 'yes' : 'no',
    machine.version,
    machine.ready ? '' : (machine.conditions.find(({ status }) => status !== 'True')?.message ?? ''),
  ]);
  const free = hosts.filter(({ name }) => !machines.some((machine) => machine.host === name));
  return [
    `${cluster}  ${phase}  ${version ?? ''}  https://${endpoint}`.trimEnd(),
    '',
    table(conditionRows, ['  CONDITION', 'STATUS', 'REASON', 'MESSAGE']),
    '',
    table(machineRows, ['MACHINE', 'OWNER', 'ADDRESS', 'PHASE', 'READY', 'VERSION', 'WHY']),
    ...(free.length > 0
      ? [
          '',
          table(
            free.map(({ name, address, phase: hostPhase }) => [name, address, hostPhase]),
            ['FREE HOST', 'ADDRESS', 'PHASE'],
          ),
        ]
      : []),
  ].join('\n');
}
