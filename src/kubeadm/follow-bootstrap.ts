import { BOOTSTRAP_EXIT, type BootstrapPaths } from './bootstrap-paths.ts';
import type { Launcher } from './launcher.ts';
import { shQuote } from './sh-text.ts';

/** Seconds that a follower waits longer than kubeadm may take. */
const GRACE_SECONDS = 60;

/**
 * The head of every bootstrap script: settings, the launcher, `fail STATUS MESSAGE`, and `follow`, which prints the log
 * as it grows until the unit has ended and then exits with kubeadm's status.
 */
export function bootstrapHead(paths: BootstrapPaths, launcher: Launcher, timeoutSeconds: number): string {
  return `set -u
umask 077
LC_ALL=C
export LC_ALL
run=${shQuote(paths.run)}
mark=${shQuote(paths.mark)}
log=${shQuote(paths.log)}
kubernetes=${shQuote(paths.kubernetes)}

fail() {
  printf 'installer: %s\\n' "$2" >&2
  exit "$1"
}
${launcher}
show_new_lines() {
  [ -f "$log" ] || return 0
  total=$(($(wc -l <"$log")))
  [ "$total" -gt "$shown" ] || return 0
  sed -n "$((shown + 1)),\${total}p" "$log"
  shown=$total
}
# systemd may not answer for a moment (it re-executes when it is updated): no result yet is asked again.
unit_ended() {
  for _ in 1 2 3 4 5; do
    if unit_running; then return 1; fi
    [ ! -f "$run/bootstrap.exit" ] || return 0
    sleep 1
  done
  return 0
}
follow() {
  shown=0
  deadline=$(($(date +%s) + ${timeoutSeconds + GRACE_SECONDS}))
  until unit_ended; do
    show_new_lines
    [ "$(date +%s)" -lt "$deadline" ] || fail ${BOOTSTRAP_EXIT.timedOut} "kubeadm is still running after ${timeoutSeconds + GRACE_SECONDS} seconds; its log is $log"
    sleep 0.2
  done
  show_new_lines
  [ ! -f "$log" ] || sed -n "$((shown + 1)),\\$p" "$log"
  [ -f "$run/bootstrap.exit" ] || fail ${BOOTSTRAP_EXIT.noResult} "kubeadm was cut off before it ended; its log is $log"
  read -r status <"$run/bootstrap.exit"
  exit "$status"
}`;
}
