import type { Readable, Writable } from 'node:stream';
import { InstallerError } from '../errors.ts';

/** Where questions are asked. Results belong to stdout, so questions go to stderr. */
export interface Terminal {
  input: Readable & { isTTY?: boolean };
  output: Writable & { isTTY?: boolean };
  /** Takes a question back, as Escape does. */
  signal?: AbortSignal;
}

const here = (): Terminal => ({ input: process.stdin, output: process.stderr });

/** Whether a person can be asked. */
export function isInteractive(terminal: Terminal = here()): boolean {
  return terminal.input.isTTY === true && terminal.output.isTTY === true;
}

/**
 * Asks a yes-or-no question; Enter alone means no.
 * @throws InstallerError `usage` where nobody can be asked, naming `--yes`; `interrupted` on Ctrl-C or Escape
 */
export async function confirm(question: string, terminal: Terminal = here()): Promise<boolean> {
  requireTerminal(terminal, `"${question}" cannot be asked here`, 'add --yes to answer yes');
  const { confirm: ask, isCancel } = await import('@clack/prompts');
  const answer = await ask({ message: question, initialValue: false, ...terminal });
  if (isCancel(answer)) throw cancelled();
  return answer;
}

/**
 * Asks for `name` to be typed before something is destroyed; anything else means no.
 * @param what is going to happen, without a full stop: `Destroying what is on w-1`
 * @throws InstallerError `usage` where nobody can be asked, naming `--confirm-delete`; `interrupted` on Ctrl-C or Escape
 */
export async function typeToConfirm(name: string, what: string, terminal: Terminal = here()): Promise<boolean> {
  requireTerminal(terminal, `${what} wants a confirmation`, `add --confirm-delete ${name}`);
  const { text, isCancel } = await import('@clack/prompts');
  const answer = await text({ message: `${what}: type ${name} to go on`, ...terminal });
  if (isCancel(answer)) throw cancelled();
  return answer === name;
}

/**
 * Asks for a secret without showing it.
 * @throws InstallerError `usage` where nobody can be asked; `interrupted` on Ctrl-C or Escape
 */
export async function promptSecret(label: string, terminal: Terminal = here()): Promise<string> {
  requireTerminal(
    terminal,
    `${label} is to be asked for, and nobody can be asked here`,
    'use {env: NAME} or {file: PATH} instead of {prompt: true}',
  );
  const { password, isCancel } = await import('@clack/prompts');
  const answer = await password({ message: label, ...terminal });
  if (isCancel(answer)) throw cancelled();
  return answer ?? '';
}

function requireTerminal(terminal: Terminal, problem: string, hint: string): void {
  if (!isInteractive(terminal)) throw new InstallerError('usage', `${problem}: this is not a terminal`, { hint });
}

function cancelled(): InstallerError {
  return new InstallerError('interrupted', 'cancelled; nothing was changed');
}
