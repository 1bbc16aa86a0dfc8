import { InstallerError } from '../errors.ts';
import { kubeadmFailure } from '../kubeadm/kubeadm-failure.ts';
import type { MachineMark } from '../model/facts.ts';
import type { Host } from '../model/host-handle.ts';
import type { Machine } from '../model/machine.ts';
import { lastLines } from './host-script.ts';
import type { ApplyContext } from './operation.ts';

/** Longer than kubeadm itself may take on the host, so that the host's own limit speaks first. */
const SCRIPT_LIMIT_MS = 25 * 60_000;

/** What a machine will be marked with when its bootstrap has ended well. */
export function machineMark(
  machine: Machine,
  ids: { cluster: string; clusterUid: string; machineUid: string },
  bootstrap: MachineMark['bootstrap'],
): MachineMark {
  return {
    apiVersion: 'installer.dev/v1alpha1',
    cluster: ids.cluster,
    clusterUid: ids.clusterUid,
    machine: machine.name,
    uid: ids.machineUid,
    role: machine.role,
    phase: 'bootstrapped',
    bootstrap,
    version: machine.version,
  };
}

/**
 * Runs a bootstrap script and follows kubeadm on the host until it has ended.
 * @throws InstallerError `operation-failed` with kubeadm's own reason where it is known
 */
export async function runBootstrap(host: Host, command: string, script: string, context: ApplyContext): Promise<void> {
  const result = await host.run(script, {
    timeoutMs: SCRIPT_LIMIT_MS,
    signal: context.signal,
    onLine: (line) => context.progress(line.trim()),
  });
  if (result.code === 0) return;
  const said = `${result.stdout}\n${result.stderr}`;
  const failure = kubeadmFailure(said);
  throw new InstallerError('operation-failed', `${command} failed on ${host.name}: ${failure.summary}`, {
    host: host.name,
    command,
    exitCode: result.code,
    lastLines: lastLines(said),
    hint: failure.hint ?? 'the whole log is in /var/log/installer/bootstrap.log on that host; apply again continues',
  });
}
