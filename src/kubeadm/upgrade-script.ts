import { atLeast } from '../model/version.ts';
import { BOOTSTRAP_EXIT, BOOTSTRAP_PATHS, type BootstrapPaths } from './bootstrap-paths.ts';
import { bootstrapUnit } from './bootstrap-unit.ts';
import { bootstrapHead } from './follow-bootstrap.ts';
import { type Launcher, SYSTEMD_LAUNCHER } from './launcher.ts';
import { shQuote, writeFile } from './sh-text.ts';
import type { UpgradeCommand } from './upgrade-command.ts';
import { vipAside } from './vip-aside.ts';

export interface UpgradeOptions {
  /** What the machine is to be. */
  version: string;
  command: UpgradeCommand;
  /** Where the new kubeadm lies until it replaces the old one; where it is not there, the installed one is taken. */
  kubeadmPath?: string;
  ignorePreflightErrors: readonly string[];
  /** Folder of patches for static pods and the kubelet's configuration, as the machine was bootstrapped with. */
  patches?: string;
  /** The cluster's address, which another control plane can take while kubeadm is at work here. */
  vip?: string;
  /** kubeadm's `--v`, 0 to 10. */
  verbosity?: number;
  /** Limit for kubeadm itself. Default 1200: it waits five minutes for a component, and as long to take it back. */
  timeoutSeconds?: number;
  paths?: BootstrapPaths;
  launcher?: Launcher;
}

const DEFAULT_TIMEOUT_SECONDS = 1200;

/**
 * sh for root that runs `kubeadm upgrade` of the new version on this host, in a unit of its own, and follows it. Exits with
 * kubeadm's status or one of BOOTSTRAP_EXIT. Run again while it still runs, it follows that run; run again afterwards, it
 * repeats it, which kubeadm allows: what is as wanted is left alone.
 */
export function upgradeScript(options: UpgradeOptions): string {
  const { paths = BOOTSTRAP_PATHS, launcher = SYSTEMD_LAUNCHER, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = options;
  const unit = bootstrapUnit({
    kubeadm: '"$(cat "$run/kubeadm")"',
    kubeadmArguments: kubeadmArguments(options),
    marks: false,
    ...(options.vip !== undefined && vipAside(paths.kubernetes, options.vip)),
    paths,
    kubeVipSuperAdmin: false,
    timeoutSeconds,
  });
  return [
    bootstrapHead(paths, launcher, timeoutSeconds),
    `target=${shQuote(`upgrade ${options.version}`)}`,
    `if unit_running; then
  [ "$(cat "$run/target" 2>/dev/null)" = "$target" ] ||
    fail ${BOOTSTRAP_EXIT.refused} "kubeadm of an earlier run is still at work on this host; its log is $log"
  follow
fi`,
    `mkdir -p "$run" "$(dirname "$log")" && chmod 0700 "$run" || ${notStarted('$run could not be made')}`,
    chooseKubeadm(options),
    'rm -f "$run/bootstrap.exit"',
    `printf '%s\\n' "$kubeadm" >"$run/kubeadm" && printf '%s\\n' "$target" >"$run/target" || ${notStarted('$run could not be written')}`,
    writeFile('$run/bootstrap.sh', unit, notStarted('$run/bootstrap.sh could not be written')),
    '[ ! -f "$log" ] || mv -f "$log" "$log.1"',
    `: >"$log" || ${notStarted('$log could not be made')}`,
    'unit_forget',
    `said=$(unit_start 2>&1) || unit_running || ${notStarted('kubeadm could not be started: $said')}`,
    'follow',
    '',
  ].join('\n');
}

/** A kubeadm of another version would do something else than was planned. */
function chooseKubeadm({ kubeadmPath, version }: UpgradeOptions): string {
  return `PATH="\${PATH:-/usr/bin}:/usr/local/bin:/usr/bin:/opt/bin"
kubeadm=${shQuote(kubeadmPath ?? '')}
if [ -n "$kubeadm" ] && [ -f "$kubeadm" ]; then
  chmod 0700 "$kubeadm"
else
  kubeadm=$(command -v kubeadm) || fail ${BOOTSTRAP_EXIT.refused} 'there is no kubeadm on this host'
fi
says=$("$kubeadm" version -o short 2>&1)
[ "$says" = ${shQuote(version)} ] ||
  fail ${BOOTSTRAP_EXIT.refused} "$kubeadm is $says, but ${version} is wanted: bring that version to this host first"`;
}

function kubeadmArguments({ command, version, ignorePreflightErrors, patches, verbosity }: UpgradeOptions): string {
  return [
    'upgrade',
    ...(command === 'apply' ? ['apply', shQuote(version), '--yes'] : ['node']),
    ...(ignorePreflightErrors.length > 0
      ? [`--ignore-preflight-errors=${shQuote([...new Set(ignorePreflightErrors)].join(','))}`]
      : []),
    // Before 1.22 kubeadm's documents could not name a folder of patches.
    ...(patches !== undefined && atLeast(version, '1.22') ? [`--patches=${shQuote(patches)}`] : []),
    ...(verbosity === undefined ? [] : [`--v=${verbosity}`]),
  ].join(' ');
}

function notStarted(message: string): string {
  return `fail ${BOOTSTRAP_EXIT.notStarted} "${message}"`;
}
