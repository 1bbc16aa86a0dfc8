import { shellQuote } from './quote.ts';

/**
 * The constant texts that run on a host as `/bin/sh -c TEXT sh NONCE [LENGTH]`. Script and parameters come on stdin.
 *
 * Each is one line without single quotes or exclamation marks, so that it survives every login shell (csh and fish too)
 * inside single quotes. NONCE marks our own lines on stdout and stderr; LENGTH (bytes of the script) is given only on a
 * terminal, which knows no end of file.
 */
export const PRELUDE = [
  'LC_ALL=C',
  'export LC_ALL',
  'PATH="${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"',
  'export PATH',
  'umask 022',
  'cd /',
  'echo "$1:begin"',
].join('; ');

/**
 * Reads the script whole before it runs, so that no command in it can eat the rest of it, and runs it in a subshell, so
 * that `exit` inside still lets the end marker be printed. `eval` keeps it out of argv and out of temporary files.
 */
export const RUN_SCRIPT = [
  PRELUDE,
  'echo "$1:begin" >&2',
  '__n=$1',
  '__s=$(cat)',
  'shift',
  '(eval "unset __n __s SUDO_COMMAND;$__s") </dev/null',
  '__r=$?',
  'echo "$__n:end:$__r" >&2',
  'echo "$__n:end:$__r"',
].join('; ');

/**
 * The same on a terminal (sudo with requiretty), which has one output stream only: lines of stderr travel as markers.
 * Both streams pass through pipes, so that commands do not take themselves to be on a terminal.
 * fd 3: the terminal; 4: where the exit status goes; 5: the pipe that stdout takes.
 */
export const RUN_SCRIPT_ON_TERMINAL = [
  PRELUDE,
  '__n=$1',
  '__s=$(head -c "$2")',
  'shift 2',
  'exec 3>&1',
  `__r=$({ { { (eval "unset __n __s SUDO_COMMAND;$__s") </dev/null 3>&- 4>&- 5>&-; echo "$?" >&4; } 2>&1 >&5 | while IFS= read -r __l || [ -n "$__l" ]; do printf "%s:err:%s\\n" "$__n" "$__l"; done >&3; } 5>&1 | cat >&3; } 4>&1)`,
  'echo "$__n:end:$__r"',
].join('; ');

const STAYING = [
  '__n=$1',
  '__s=$(head -c "$2")',
  'shift 2',
  '(eval "unset __s SUDO_COMMAND;$__s") 3<&0 </dev/null',
  '__r=$?',
];

/**
 * Runs a script that stays (holding.ts). It is told by its length, because stdin goes on after it: that is fd 3, for
 * `stay` alone.
 */
export const HOLD_SCRIPT = [
  PRELUDE,
  'echo "$1:begin" >&2',
  ...STAYING,
  'echo "$__n:end:$__r" >&2',
  'echo "$__n:end:$__r"',
].join('; ');

/** The same on a terminal, where both of its streams are one. */
export const HOLD_SCRIPT_ON_TERMINAL = [PRELUDE, ...STAYING, 'echo "$__n:end:$__r"'].join('; ');

/** How a command is started: as the login user, or as root through sudo. */
export type Elevation = 'none' | 'sudo' | 'sudo-with-password';

/**
 * sudo's prompt, which nothing else on the host prints. It must not end in a hex digit: that could be the first of a
 * marker, which is held back until more comes, and after a prompt nothing does.
 */
export function sudoPrompt(nonce: string): string {
  return `${nonce}/password?`;
}

/** Whether a line is such a prompt, of whatever run: it says nothing to people. */
export function isSudoPrompt(line: string): boolean {
  return /^[0-9a-f]+\/password\?$/.test(line);
}

/** A command line: constant but for nonce and length, so that nothing secret can be in it. */
export function wrapperCommand(wrapper: string, nonce: string, elevation: Elevation, length?: number): string {
  const shell = `/bin/sh -c ${shellQuote(wrapper)} sh ${nonce}${length === undefined ? '' : ` ${length}`}`;
  // LC_ALL=C: sudo's own messages are translated otherwise, and could not be understood.
  if (elevation === 'sudo') return `env LC_ALL=C sudo -H -n -- ${shell}`;
  if (elevation === 'sudo-with-password')
    return `env LC_ALL=C sudo -H -S -p ${shellQuote(sudoPrompt(nonce))} -- ${shell}`;
  return shell;
}
