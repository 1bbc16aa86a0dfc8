import type { MachineMark } from '../model/facts.ts';
import { isPrivateKey, type PkiFiles, SHARED_PKI_FILES } from '../pki/shared-pki-files.ts';
import { BOOTSTRAP_EXIT, BOOTSTRAP_PATHS, type BootstrapPaths } from './bootstrap-paths.ts';
import { bootstrapUnit } from './bootstrap-unit.ts';
import { bootstrapHead } from './follow-bootstrap.ts';
import { type Launcher, SYSTEMD_LAUNCHER } from './launcher.ts';
import { MIND_STATIC_PODS } from './refused-static-pods.ts';
import { shQuote, writeFile } from './sh-text.ts';

export interface BootstrapOptions {
  /** Text of the kubeadm documents. */
  config: string;
  /** The shared authorities, for a control plane; absent: kubeadm makes or fetches its own. */
  pki?: PkiFiles;
  /** The mark as it is to be at the end; its phase is set here. */
  machineMark: MachineMark;
  /** kubeadm's `--v`, 0 to 10. */
  verbosity?: number;
  /** Limit for kubeadm itself. Default 1200: kubeadm's own waits add up to less. */
  timeoutSeconds?: number;
  paths?: BootstrapPaths;
  launcher?: Launcher;
}

export interface InitOptions extends BootstrapOptions {
  /** kube-vip's manifest names super-admin.conf (initNeedsSuperAdmin): point it back to admin.conf after init. */
  kubeVipSuperAdmin: boolean;
}

const DEFAULT_TIMEOUT_SECONDS = 1200;

/**
 * sh for root that starts the cluster on this host: marks the host, lays down authorities and configuration, starts
 * kubeadm in a unit of its own and follows it. Exits with kubeadm's status or one of BOOTSTRAP_EXIT. Run again while
 * kubeadm still runs, it follows that run. Never writes over a certificate. Holds secrets: feed it on stdin.
 */
export function initScript({ kubeVipSuperAdmin, ...options }: InitOptions): string {
  return bootstrapScript(options, 'init', ['--skip-token-print'], kubeVipSuperAdmin);
}

/** sh for root that joins this host to its cluster; in all else like initScript. */
export function joinScript(options: BootstrapOptions): string {
  return bootstrapScript(options, 'join', [], false);
}

/** sh for root that follows a bootstrap which an earlier run started, or repeats how it ended. */
export function attachScript(
  options: { timeoutSeconds?: number; paths?: BootstrapPaths; launcher?: Launcher } = {},
): string {
  const { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, paths = BOOTSTRAP_PATHS, launcher = SYSTEMD_LAUNCHER } = options;
  return `${bootstrapHead(paths, launcher, timeoutSeconds)}
if unit_running || [ -f "$run/bootstrap.exit" ]; then follow; fi
fail ${BOOTSTRAP_EXIT.nothingToAttach} 'no bootstrap is running on this host, and none has left a result'
`;
}

function bootstrapScript(
  options: BootstrapOptions,
  command: 'init' | 'join',
  flags: readonly string[],
  kubeVipSuperAdmin: boolean,
): string {
  const { paths = BOOTSTRAP_PATHS, launcher = SYSTEMD_LAUNCHER, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = options;
  const { machineMark, verbosity } = options;
  const unit = bootstrapUnit({
    kubeadmArguments: [
      command,
      `--config ${shQuote(`${paths.run}/kubeadm.yaml`)}`,
      ...flags,
      ...(verbosity === undefined ? [] : [`--v=${verbosity}`]),
    ].join(' '),
    ...(machineMark.role === 'control-plane' && MIND_STATIC_PODS),
    paths,
    kubeVipSuperAdmin,
    timeoutSeconds,
  });
  return [
    bootstrapHead(paths, launcher, timeoutSeconds),
    'if unit_running; then follow; fi',
    refuseOtherCluster(machineMark),
    `mkdir -p "$run" "$(dirname "$log")" && chmod 0700 "$run" || ${notStarted('$run could not be made')}`,
    'rm -rf "$run/pki"; rm -f "$run/bootstrap.exit"',
    options.pki ? stagePki(options.pki) : '',
    'if [ ! -d "$(dirname "$mark")" ]; then mkdir -p "$(dirname "$mark")"; chmod 0755 "$(dirname "$mark")"; fi',
    write('$mark.new', markText({ ...machineMark, phase: 'bootstrapping' })),
    `chmod 0644 "$mark.new" && mv -f "$mark.new" "$mark" || ${notStarted('$mark could not be written')}`,
    options.pki ? INSTALL_PKI : '',
    write('$run/machine.json', markText({ ...machineMark, phase: 'bootstrapped' })),
    write('$run/kubeadm.yaml', options.config),
    write('$run/bootstrap.sh', unit),
    '[ ! -f "$log" ] || mv -f "$log" "$log.1"',
    `: >"$log" || ${notStarted('$log could not be made')}`,
    'unit_forget',
    `said=$(unit_start 2>&1) || unit_running || ${notStarted('kubeadm could not be started: $said')}`,
    'follow',
    '',
  ].join('\n');
}

/** One host never serves two clusters; and what already is bootstrapped is not begun again. */
function refuseOtherCluster({ cluster, machine }: MachineMark): string {
  return `marked() { sed -n "s/^ *\\"$1\\": \\"\\(.*\\)\\",\\{0,1\\}\\$/\\1/p" "$mark"; }
if [ -f "$mark" ]; then
  [ "$(marked cluster)" = ${shQuote(cluster)} ] ||
    fail ${BOOTSTRAP_EXIT.refused} "this host serves cluster '$(marked cluster)' ($mark); reset it there first"
  if [ "$(marked phase)" = bootstrapped ] && [ "$(marked machine)" = ${shQuote(machine)} ] && [ -f "$kubernetes/kubelet.conf" ]; then
    echo 'installer: this host is bootstrapped already'
    exit 0
  fi
fi`;
}

function stagePki(files: PkiFiles): string {
  return [
    'mkdir -p "$run/pki/etcd"',
    ...SHARED_PKI_FILES.map((name) => write(`$run/pki/${name}`, files[name])),
    `for name in ${SHARED_PKI_FILES.join(' ')}; do
  [ -e "$kubernetes/pki/$name" ] || continue
  [ "$(cat "$kubernetes/pki/$name")" = "$(cat "$run/pki/$name")" ] ||
    fail ${BOOTSTRAP_EXIT.refused} "$kubernetes/pki/$name belongs to another cluster and is not written over; reset this host first"
done`,
  ].join('\n');
}

/**
 * On a bare host all files appear at once, by one rename: a kill in between must not leave half a set of authorities.
 * Beside files that are there already a hard link fails where the name is taken, so that not even a race replaces one.
 */
const INSTALL_PKI = `[ -d "$kubernetes" ] || { mkdir -p "$kubernetes" && chmod 0755 "$kubernetes"; }
fresh="$kubernetes/.pki.installer"
rm -rf "$fresh"
cp -R "$run/pki" "$fresh" && chmod 0755 "$fresh" "$fresh/etcd" || ${notStarted('$fresh could not be written')}
for name in ${SHARED_PKI_FILES.join(' ')}; do
  case " ${SHARED_PKI_FILES.filter(isPrivateKey).join(' ')} " in *" $name "*) mode=0600 ;; *) mode=0644 ;; esac
  chmod "$mode" "$fresh/$name"
done
if [ ! -e "$kubernetes/pki" ]; then
  mv "$fresh" "$kubernetes/pki" || ${notStarted('$kubernetes/pki could not be made')}
else
  [ -d "$kubernetes/pki/etcd" ] || { mkdir "$kubernetes/pki/etcd" && chmod 0755 "$kubernetes/pki/etcd"; }
  for name in ${SHARED_PKI_FILES.join(' ')}; do
    [ -e "$kubernetes/pki/$name" ] || ln "$fresh/$name" "$kubernetes/pki/$name" || ${notStarted('$kubernetes/pki/$name could not be written')}
  done
fi
rm -rf "$fresh" "$run/pki"`;

/** Indented JSON, one field a line: the host's sh reads single fields of it. */
function markText(mark: MachineMark): string {
  return `${JSON.stringify(mark, null, 2)}\n`;
}

function write(path: string, content: string): string {
  return writeFile(path, content, notStarted(`${path} could not be written`));
}

function notStarted(message: string): string {
  return `fail ${BOOTSTRAP_EXIT.notStarted} "${message}"`;
}
