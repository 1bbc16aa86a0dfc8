import { shQuote } from '../kubeadm/sh-text.ts';

/** Who takes the lock, as another run will be told. */
export interface LockTaker {
  cluster: string;
  /** What is running: `installer apply`. */
  command: string;
  /** `ops@laptop (pid 4711)`. */
  who: string;
  since: Date;
}

/** Exit statuses of the script that are its own. */
export const LOCK_EXIT = {
  /** Another process holds the lock. stdout: the host's time (seconds since the epoch), then what the holder left. */
  locked: 75,
} as const;

/**
 * sh that takes the lock of a cluster and stays (`Host.hold`). The kernel holds it for fd 9 of this shell, so that it is
 * free the moment the shell is gone, however it went. The file itself is never removed: a lock on a file that has another
 * successor under its name would exclude nobody. It is not in /run/installer, which a reset removes.
 *
 * What the holder leaves beside it is for people. It names the process that wrote it: one that is dead held it before.
 */
export function lockScript({ cluster, command, who, since }: LockTaker): string {
  const base = `/run/installer-${cluster}`;
  const told = JSON.stringify({ who, command, since: since.toISOString() });
  return `set -u
lock=${shQuote(`${base}.lock`)} holder=${shQuote(`${base}.holder.json`)}
exec 9>>"$lock"
tries=0
while :; do
  flock -n 9
  status=$?
  [ "$status" -ne 0 ] || break
  [ "$status" -eq 1 ] || exit "$status"
  left=$(cat -- "$holder" 2>/dev/null)
  pid=\${left#*'"shell":'}
  pid=\${pid%%,*}
  if [ -n "$pid" ] && [ -d "/proc/$pid" ]; then
    date +%s
    printf '%s\\n' "$left"
    exit ${LOCK_EXIT.locked}
  fi
  # It was just taken, or its shell just killed: who has it will be known, or it will be free.
  [ "$tries" -lt 20 ] || exit ${LOCK_EXIT.locked}
  tries=$((tries + 1))
  sleep 0.1
done
trap 'rm -f -- "$holder"' EXIT
me=$(exec sh -c 'echo "$PPID"')
# sudo drops what sshd said of the client: the processes above still have it.
from=\${SSH_CLIENT:-} above=$PPID
while [ -z "$from" ] && [ "\${above:-0}" -gt 1 ]; do
  from=$({ tr '\\0' '\\n' <"/proc/$above/environ" | sed -n 's/^SSH_CLIENT=//p'; } 2>/dev/null)
  above=$({ sed -n 's/^PPid:[[:space:]]*//p' "/proc/$above/status"; } 2>/dev/null)
done
from=\${from%% *}
case $from in *[!0-9A-Za-z.:%]*) from= ;; esac
printf '{"shell":%s,"at":%s,"from":"%s",%s\\n' "$me" "$(date +%s)" "$from" ${shQuote(told.slice(1))} >"$holder.new" &&
  mv -f -- "$holder.new" "$holder"
stay "$from"
`;
}
