import { InstallerError } from '../errors.ts';
import { shellQuote } from '../ssh/quote.ts';
import { hostsNamed } from './hosts-named.ts';
import type { Session } from './session.ts';

/** Seconds. What a person runs by hand may take longer than a script of ours, but not for ever. */
const LIMIT = 3600;

export interface ExecOptions {
  host?: string[];
  role?: string;
  root: boolean;
  /** Seconds that the command may take on each host. Default 3600. */
  timeout?: number;
}

/**
 * Runs a command on hosts side by side; each line of output is prefixed with its host.
 * @throws InstallerError when it failed somewhere: `unreachable` when that was all that went wrong, else `operation-failed`
 */
export async function execOnHosts(
  { desired, host }: Pick<Session, 'desired' | 'host'>,
  words: string[],
  { host: names, role, root, timeout = LIMIT }: ExecOptions,
): Promise<void> {
  const hosts = hostsNamed(desired, names).filter((candidate) => !role || candidate.role === role);
  if (hosts.length === 0) throw new InstallerError('usage', `the inventory has no host of role "${role}"`);
  // One word is a shell command line as typed; several are a command and its arguments.
  const script = words.length === 1 ? (words[0] ?? '') : words.map(shellQuote).join(' ');
  const width = Math.max(...hosts.map(({ name }) => name.length));
  // One host that fails must not cut short what runs on the others.
  const failures = await Promise.all(
    hosts.map(async ({ name }): Promise<Failure | undefined> => {
      const onLine = (line: string, stream: 'stdout' | 'stderr') =>
        process[stream].write(`${name.padEnd(width)} | ${line}\n`);
      try {
        const { code } = await host(name).run(script, {
          root,
          onLine,
          timeoutMs: timeout * 1000,
          title: 'the command',
        });
        return code === 0 ? undefined : { name, exitCode: code };
      } catch (error) {
        return { name, error };
      }
    }),
  );
  const failed = failures.filter((failure) => failure !== undefined);
  if (failed.length > 0) throw failure(failed, script);
}

type Failure = { name: string; exitCode: number } | { name: string; error: unknown };

function failure(failed: Failure[], command: string): unknown {
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
