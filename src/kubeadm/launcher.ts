/**
 * How a bootstrap is started so that it outlives our connection: sh functions `unit_running`, `unit_start` (runs
 * `sh "$run/bootstrap.sh"`) and `unit_forget`. May use `$run`.
 */
export type Launcher = string;

/** Name of the transient unit that runs kubeadm. */
export const BOOTSTRAP_UNIT = 'installer-bootstrap';

/**
 * A transient systemd unit. systemd 219 (RHEL 7) knows neither `--collect` nor `--wait` nor `--pipe`, so the unit writes
 * its own log and exit status, and a failed one is collected before the next start.
 */
export const SYSTEMD_LAUNCHER: Launcher = `unit_running() {
  case "$(systemctl is-active ${BOOTSTRAP_UNIT}.service 2>/dev/null)" in
    active | activating | deactivating | reloading) return 0 ;;
  esac
  return 1
}
unit_start() {
  systemd-run --unit=${BOOTSTRAP_UNIT} --description='installer: kubeadm' /bin/sh "$run/bootstrap.sh"
}
unit_forget() {
  systemctl reset-failed ${BOOTSTRAP_UNIT}.service >/dev/null 2>&1
  return 0
}`;

/**
 * sh for root that ends a kubeadm run which is still going on: one that ended well later would mark the host as
 * bootstrapped again.
 */
export const STOP_BOOTSTRAP = `systemctl stop ${BOOTSTRAP_UNIT}.service >/dev/null 2>&1
systemctl reset-failed ${BOOTSTRAP_UNIT}.service >/dev/null 2>&1
`;
