/** What went wrong before the script began, as sudo or the login shell told it. */
export type StartProblem =
  | 'needs-terminal'
  | 'needs-password'
  | 'wrong-password'
  | 'not-allowed'
  | 'no-sudo'
  | 'not-root'
  | 'account'
  | 'unknown';

const RULES: readonly [RegExp, StartProblem][] = [
  [/you must have a tty to run sudo/, 'needs-terminal'],
  [/incorrect password attempt|Sorry, try again|no password was provided|maximum \d+ attempts/, 'wrong-password'],
  [/a password is required|a terminal is required to read the password|no askpass program/, 'needs-password'],
  [/not in the sudoers file|is not allowed to (execute|run)|may not run sudo|command not allowed/, 'not-allowed'],
  [/sudo: (command )?not found|sudo['’”"]?: No such file or directory|Unknown command:? sudo/i, 'no-sudo'],
  [/must be owned by uid 0|effective uid is not 0|no new privileges/, 'not-root'],
  [/account validation failure|password (is )?expired|account (has )?expired|PAM account management error/i, 'account'],
];

/** Reads what a host said instead of running a script. Messages are those of sudo 1.8 and 1.9 in the C locale. */
export function startProblem(output: string): StartProblem {
  return RULES.find(([pattern]) => pattern.test(output))?.[1] ?? 'unknown';
}

/** A prompt for a password that a PAM module words itself, so that sudo's -p is not honoured. */
const FOREIGN_PROMPT = /password[^\n]*: ?$/i;

/** Whether `noise`, all that was said before the script began, ends in a prompt for a password. */
export function endsInPrompt(noise: string, prompt: string): boolean {
  return noise.endsWith(prompt) || FOREIGN_PROMPT.test(noise);
}
