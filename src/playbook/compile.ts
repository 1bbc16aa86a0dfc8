import { type ReadScript, readScript } from '../model/host-handle.ts';
import { compileChange } from './compile-change.ts';
import { compileLook } from './compile-look.ts';
import { compileScan } from './compile-scan.ts';
import { quote } from './quote.ts';
import { SHELL_CHANGE } from './shell-change.ts';
import { SHELL_LOOK, SHELL_OLD } from './shell-look.ts';
import { SHELL_UNDO } from './shell-undo.ts';
import type { Step } from './step.ts';
import { stepNonce } from './step-nonce.ts';

export interface CompileOptions {
  /** Where the host keeps originals, stamps and the store. Default /var/lib/installer. */
  stateDir?: string;
  /** Where the lock and short-lived files are. Default /run/installer. */
  runDir?: string;
  /** The mark that says what this host serves, removed with the records. Default /etc/installer. */
  markDir?: string;
  /** Seconds to wait for another run on the same host. Default 600. */
  lockTimeout?: number;
  /** sha256 of store items to delete when every step has ended well. Default: the items of these steps. */
  drop?: readonly string[];
}

/** Exit status of an apply script that gave up waiting for the host's lock. */
export const EXIT_HOST_LOCKED = 75;

/**
 * ONE script that tells how every step stands and changes nothing. Read its output with createStepReportReader and the
 * same steps. Put it last when joined to another script: it sets variables and functions of its own.
 */
export function compileCheck(steps: readonly Step[], options: CompileOptions = {}): ReadScript {
  const body = steps.map((step, index) => compileLook(step, index, true));
  const main = [
    `see() { i=$1 bad=' ' why='' secret=0; "k$i"; if [ "$bad" = ' ' ]; then r ok; else r "$2"; fi; }`,
    'installer_steps() {',
    ...steps.map((step, index) => `see ${index} ${step.action.kind === 'always' ? 'unknown' : 'change'}`),
    'flush',
    '}',
    'installer_steps',
    '',
  ];
  return readScript(
    [head(steps, options), SHELL_LOOK, SHELL_OLD, compileScan(steps), ...body, main.join('\n')].join(''),
  );
}

/**
 * ONE script that brings every step about: check, change where needed, check again, report; it stops at the first failure
 * with exit status 1. It holds the host's lock, and does nothing at all when it arrives cut short.
 */
export function compileApply(steps: readonly Step[], options: CompileOptions = {}): string {
  const nonce = stepNonce(steps);
  const body = steps.flatMap((step, index) => [
    compileLook(step, index, false),
    compileChange(step, index, nonce, isWatched(step, steps)),
  ]);
  const undoes = steps.some(({ action }) => action.kind === 'undo-files' || action.kind === 'forget');
  const drop = options.drop ?? steps.flatMap(({ items }) => items.map(({ sha256 }) => sha256));
  const main = [
    'installer_steps() {',
    '[ -d "$INSTALLER_STATE" ] || mkdir -p -m 700 -- "$INSTALLER_STATE" || exit',
    '[ -d "$run" ] || mkdir -p -m 700 -- "$run" || exit',
    'lock',
    'trap tidy EXIT',
    ...['HUP 129', 'INT 130', 'PIPE 141', 'TERM 143'].map(trap),
    `for j in ${steps.map((_, index) => index).join(' ')}; do step "$j" || exit 1; done`,
    'flush',
    ...(drop.length > 0 ? [`drop ${quote([...new Set(drop)].join(' '))}`] : []),
    '}',
    'installer_steps',
    '',
  ];
  const library = [SHELL_LOOK, SHELL_CHANGE, ...(undoes ? [SHELL_UNDO] : [])];
  return [head(steps, options), ...library, compileScan(steps), ...body, main.join('\n')].join('');
}

function trap(signal: string): string {
  const [name, code] = signal.split(' ');
  return `trap 'exit ${code}' ${name}`;
}

function head(steps: readonly Step[], options: CompileOptions): string {
  const state = options.stateDir ?? '/var/lib/installer';
  const run = options.runDir ?? '/run/installer';
  return `set -u
LC_ALL=C; export LC_ALL
PATH=\${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin; export PATH
NL='
'
N=${quote(stepNonce(steps))}
INSTALLER_STATE=${quote(state)} INSTALLER_STORE=${quote(`${state}/store`)}; export INSTALLER_STATE INSTALLER_STORE
run=${quote(run)} mark=${quote(options.markDir ?? '/etc/installer')} lock_timeout=${options.lockTimeout ?? 600}
f=$run/$$ out='' dirty=1 used='' C='' E=$NL S='' up=0
umask 022
`;
}

/** True when a later look at some file would see what this step changes in it. */
function isWatched(step: Step, steps: readonly Step[]): boolean {
  const own = changedPaths(step);
  return steps.some(
    (other) =>
      other !== step &&
      other.action.kind === 'files' &&
      other.action.files.some(({ path }) => own.some((changed) => path === changed || path.startsWith(`${changed}/`))),
  );
}

function changedPaths({ action }: Step): string[] {
  if (action.kind !== 'files') return [];
  // A line step tells the others by itself; a new directory changes nothing inside it.
  return action.files.filter(({ kind }) => kind !== 'lines' && kind !== 'directory').map(({ path }) => path);
}
