import { InstallerError } from '../errors.ts';
import { maskDeep } from '../report/mask.ts';
import { shellQuote } from '../ssh/quote.ts';
import { hostsNamed } from './hosts-named.ts';
import type { Output } from './options.ts';
import type { Session } from './session.ts';
import { writeResult } from './write-result.ts';

/** Seconds. What a person runs by hand may take longer than a script of ours, but not for ever. */
const LIMIT = 3600;

export interface ExecOptions {
  output: Output;
  host?: string[];
  role?: string;
  root: boolean;
  /** Seconds that the command may take on each host. Default 3600. */
  timeout?: number;
}

/**
 * Runs a command on hosts side by side. As text each line of output is prefixed with its host; else one document tells,
 * when all have ended, how it ended on each of them. Secrets are masked.
 * @throws InstallerError when it failed somewhere: `unreachable` when that was all that went wrong, else `operation-failed`
 */
export async function execOnHosts(
  { desired, host, secrets }: Pick<Session, 'desired' | 'host' | 'secrets'>,
  words: string[],
  { output, host: names, role, root, timeout = LIMIT }: ExecOptions,
): Promise<void> {
  const hosts = hostsNamed(desired, names).filter((candidate) => !role || candidate.role === role);
  if (hosts.length === 0) throw new InstallerError('usage', `the inventory has no host of role "${role}"`);
  // One word is a shell command line as typed; several are a command and its arguments.
  const command = words.length === 1 ? (words[0] ?? '') : words.map(shellQuote).join(' ');
  const width = Math.max(...hosts.map(({ name }) => name.length));
  // One host that fails must not cut short what runs on the others.
  const outcomes = await Promise.all(
    hosts.map(async ({ name }): Promise<Outcome> => {
      const onLine = (line: string, stream: 'stdout' | 'stderr') => {
        if (output === 'text') process[stream].write(`${name.padEnd(width)} | ${secrets.mask(line)}\n`);
      };
      try {
        const { code, stdout, stderr } = await host(name).run(command, {
          root,
          onLine,
          timeoutMs: timeout * 1000,
          title: 'the command',
        });
        return { name, exitCode: code, stdout, stderr };
      } catch (error) {
        return { name, error };
      }
    }),
  );
  const failed = outcomes.filter((outcome) => 'error' in outcome || outcome.exitCode !== 0);
  if (output !== 'text') {
    const document = { ok: failed.length === 0, command, hosts: outcomes.map(asPlain) };
    await writeResult(output, maskDeep(document, secrets));
  }
  if (failed.length > 0) throw failure(failed, command);
}

type Outcome = { name: string; exitCode: number; stdout: string; stderr: string } | { name: string; error: unknown };

/** Where it never ended, or never began, there is a reason and no exit code. */
function asPlain(outcome: Outcome): object {
  if (!('error' in outcome)) return outcome;
  const { name, error } = outcome;
  const { hint, lastLines } = error instanceof InstallerError ? error.details : {};
  return { name, error: { message: reason(error), ...(hint && { hint }), ...(lastLines && { lastLines }) } };
}

function failure(failed: Outcome[], command: string): unknown {
  const [first] = failed;
  if (failed.length === 1 && first && 'error' in first) return first.error;
  const bug = failed.find((one) => 'error' in one && !(one.error instanceof InstallerError));
  if (bug && 'error' in bug) return bug.error;
  const which = failed.map(
    (one) => `${one.name} (${'error' in one ? reason(one.error) : `exit code ${one.exitCode}`})`,
  );
  const allSilent = failed.every((one) => 'error' in one && (one.error as InstallerError).kind === 'unreachable');
  return new InstallerError(
    allSilent ? 'unreachable' : 'operation-failed',
    `the command failed on ${which.join(', ')}`,
    {
      command,
    },
  );
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
