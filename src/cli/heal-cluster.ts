import { InstallerError } from '../errors.ts';
import { refuseOtherName } from './confirm-by-name.ts';
import { type HealOptions, healOnce } from './heal-once.ts';
import type { Session } from './session.ts';
import { watchHealth } from './watch-health.ts';

export interface HealClusterOptions extends HealOptions {
  watch?: boolean;
  /** Between two looks of the watch. */
  seconds: number;
}

/**
 * Replaces unhealthy machines, once or until Ctrl-C.
 * @throws InstallerError `inventory-invalid` without health checks; `usage` when a watch could not go on without asking
 */
export async function healCluster(session: Session, options: HealClusterOptions): Promise<void> {
  const { desired } = session;
  refuseOtherName(desired.cluster.name, options.confirmDelete);
  if (!desired.machineHealthChecks?.length) {
    throw new InstallerError('inventory-invalid', 'the inventory has no machineHealthChecks: no machine is unhealthy', {
      hint: 'say when one is: spec.machineHealthChecks, or a MachineHealthCheck of Cluster API (docs/inventory.md)',
    });
  }
  if (!options.watch) return healOnce(session, options);
  refuseQuestions(desired.cluster.name, options);
  const ended = new AbortController();
  const end = () => ended.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    await watchHealth(session, { ...options, signal: ended.signal });
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}

/** Nobody sits there when it matters. */
function refuseQuestions(cluster: string, { yes, confirmDelete, dryRun }: HealClusterOptions): void {
  if (dryRun || (yes && confirmDelete !== undefined)) return;
  const missing = [...(yes ? [] : ['--yes']), ...(confirmDelete === undefined ? [`--confirm-delete ${cluster}`] : [])];
  throw new InstallerError('usage', '--watch cannot ask when the time has come: it removes machines', {
    hint: `add ${missing.join(' ')}; or --dry-run, to see what it would do`,
  });
}
