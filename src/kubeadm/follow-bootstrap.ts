import { BOOTSTRAP_EXIT, type BootstrapPaths } from './bootstrap-paths.ts';
import type { Launcher } from './launcher.ts';
import { shQuote } from './sh-text.ts';

/** Seconds that a follower waits longer than kubeadm may take. */
const GRACE_SECONDS = 60;
/** Seconds between two looks at the log; every so many rounds systemd is asked whether the unit still runs. */
const LOOK_SECONDS = 0.2;
const ROUNDS = 10;

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
# The shell reads on from where it stopped: no process is started to look for news.
show_new_lines() {
  if [ -z "$reading" ]; then
    [ -f "$log" ] || return 0
    exec 4<"$log"
    reading=1
  fi
  while IFS= read -r line <&4; do
    printf '%s%s\\n' "$unfinished" "$line"
    unfinished=
  done
  unfinished=$unfinished$line
}
# The last word of the unit is a file. Only where that is long in coming systemd is asked, which costs the host most.
unit_ended() {
  if [ ! -f "$run/bootstrap.exit" ]; then
    [ "$rounds" -gt 0 ] || rounds=${ROUNDS}
    rounds=$((rounds - 1))
    [ "$rounds" = 0 ] || return 1
  fi
  [ "$(date +%s)" -lt "$deadline" ] || fail ${BOOTSTRAP_EXIT.timedOut} "kubeadm is still running after ${timeoutSeconds + GRACE_SECONDS} seconds; its log is $log"
  # systemd may not answer for a moment (it re-executes when it is updated): no result yet is asked again.
  for _ in 1 2 3 4 5; do
    if unit_running; then return 1; fi
    [ ! -f "$run/bootstrap.exit" ] || return 0
    sleep 1
  done
  return 0
}
follow() {
  reading='' line='' unfinished='' rounds=0
  deadline=$(($(date +%s) + ${timeoutSeconds + GRACE_SECONDS}))
  until unit_ended; do
    show_new_lines
    sleep ${LOOK_SECONDS}
  done
  show_new_lines
  printf '%s' "$unfinished"
  [ -f "$run/bootstrap.exit" ] || fail ${BOOTSTRAP_EXIT.noResult} "kubeadm was cut off before it ended; its log is $log"
  read -r status <"$run/bootstrap.exit"
  exit "$status"
}`;
}
