import type { HostFacts } from '../model/facts.ts';
import { type ReadScript, readScript } from '../model/host-handle.ts';
import { binaries } from './facts/binaries.ts';
import { clock } from './facts/clock.ts';
import { identity } from './facts/identity.ts';
import { kernel } from './facts/kernel.ts';
import { kubeadm } from './facts/kubeadm.ts';
import { leftovers } from './facts/leftovers.ts';
import { MARK_PATH, mark } from './facts/mark.ts';
import { network } from './facts/network.ts';
import { packages } from './facts/packages.ts';
import { resources } from './facts/resources.ts';
import { runtime } from './facts/runtime.ts';
import { store } from './facts/store.ts';
import { units } from './facts/units.ts';
import type { FactSection } from './section.ts';
import { MARKER, Seen } from './seen.ts';

/** In the order they are read: the clock stands near the middle of the round trip. */
const SECTIONS: readonly FactSection<object>[] = [
  identity,
  resources,
  mark,
  store,
  kernel,
  packages,
  clock,
  network,
  kubeadm,
  leftovers,
  binaries,
  runtime,
  units,
];

/** When the question left and the answer came, on the operator's clock: milliseconds since the epoch. */
export interface RoundTrip {
  sentAtMs: number;
  receivedAtMs: number;
}

/**
 * `settled` is set on a host whose mark says that it was bootstrapped: there, what only matters before that is not
 * asked again, which keeps an apply with nothing to do cheap. `as_marked` names the programs whose inode did not change
 * since the mark was written.
 */
const PRELUDE = `
LC_ALL=C; export LC_ALL
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin:\${PATH:-}; export PATH
has() { command -v "$1" >/dev/null 2>&1; }
if has timeout; then limited() { timeout 5 "$@"; }; else limited() { "$@"; }; fi
kernel=; [ -r /proc/sys/kernel/osrelease ] && read -r kernel < /proc/sys/kernel/osrelease
mark=; if [ -r ${MARK_PATH} ]; then while IFS= read -r line || [ "$line" ]; do mark=$mark$line; done < ${MARK_PATH}; fi
settled=; unsettled=1
case $mark in (*'"phase":"bootstrapped"'*|*'"phase": "bootstrapped"'*) settled=1; unsettled= ;; esac
set -- ${MARK_PATH}
for b in kubeadm kubelet kubectl crictl; do
  for d in /usr/local/bin /usr/bin /opt/bin; do [ -x "$d/$b" ] && { set -- "$@" "$d/$b"; break; }; done
done
stats=$(stat -c '%s %Y %Z %d %i %n' "$@" @STAT@)
as_marked=
if [ "$settled" ]; then
  set -- $stats; marked_at=0
  while [ $# -ge 6 ]; do
    case $6 in
      (${MARK_PATH}) marked_at=$2 ;;
      (*/bin/*) [ "$3" -lt "$marked_at" ] && as_marked="$as_marked \${6##*/}" ;;
    esac
    shift 6
  done
fi`.trimStart();

/**
 * The script that asks a host everything in one round trip. It changes nothing, reads nothing from stdin, works in any
 * POSIX sh, and needs root only for some answers. What is slow runs in the background, joined by a pipe at the end.
 */
export function factsScript(): ReadScript {
  const slow = SECTIONS.flatMap((section) => Object.entries(section.slow ?? {}));
  const scripts = SECTIONS.flatMap((section) => Object.entries(section.scripts ?? {}));
  return readScript(
    [
      '{',
      PRELUDE.replace(
        '@STAT@',
        words((section) => section.stat),
      ),
      '{',
      ...slow.map(([name, { when, run }]) => background(name, when ?? ':', run)),
      'wait',
      '} | {',
      'exec 3<&0 </dev/null',
      block('stat', 'printf \'%s\\n\' "$stats"'),
      block('exists', `for p in ${words((section) => section.exists)}; do [ -e "$p" ] && echo "$p"; done`),
      block('files', `grep -sH '' ${words((section) => section.files)}`),
      ...scripts.map(([name, text]) => block(name, text)),
      block('grep', `grep -sHoE '${patterns()}' ${words((section) => section.grep?.files)}`),
      'cat <&3',
      `echo '${MARKER}end'`,
      '}',
      '} 2>/dev/null </dev/null',
      '',
    ].join('\n'),
  );
}

/**
 * Reads the answer to `factsScript`. Pure. A block that is missing or not understood leaves its facts empty.
 * The clock offset is taken against the middle of the round trip; 0 when the host's clock could not be read.
 */
export function parseFacts(stdout: string, { sentAtMs, receivedAtMs }: RoundTrip): HostFacts {
  const seen = new Seen(stdout);
  const hostMs = clock.parse(seen, receivedAtMs).hostMs;
  return {
    ...identity.parse(seen, receivedAtMs),
    ...resources.parse(seen, receivedAtMs),
    ...network.parse(seen, receivedAtMs),
    clockOffsetMs: hostMs === undefined ? 0 : Math.round(hostMs - (sentAtMs + receivedAtMs) / 2),
    ...kernel.parse(seen, receivedAtMs),
    ...runtime.parse(seen, receivedAtMs),
    ...binaries.parse(seen, receivedAtMs),
    ...packages.parse(seen, receivedAtMs),
    ...kubeadm.parse(seen, receivedAtMs),
    ...leftovers.parse(seen, receivedAtMs),
    ...store.parse(seen, receivedAtMs),
    ...mark.parse(seen, receivedAtMs),
  };
}

/** The script ran to its end: what it did not tell is not there, rather than cut off. */
export function factsComplete(stdout: string): boolean {
  return new Seen(stdout).complete;
}

function block(name: string, text: string): string {
  return `echo '${MARKER}${name}'\n${text}`;
}

function background(name: string, when: string, text: string): string {
  return `if ${when}; then ( out=$(\n${text}\n); printf '${MARKER}${name}\\n%s\\n' "$out" ) & fi`;
}

function words(pick: (section: FactSection<object>) => readonly string[] | undefined): string {
  return [...new Set(SECTIONS.flatMap((section) => pick(section) ?? []))].join(' ');
}

function patterns(): string {
  return SECTIONS.flatMap((section) => (section.grep === undefined ? [] : [section.grep.pattern])).join('|');
}
