import { InstallerError } from '../errors.ts';
import type { ScriptResult } from '../model/host-handle.ts';
import { shellQuote } from '../ssh/quote.ts';
import { hostsNamed } from './hosts-named.ts';
import type { Session } from './session.ts';

/** Runs a command on hosts side by side; each line of output is prefixed with its host. Fails when one of them did. */
export async function execOnHosts(
  { desired, host }: Pick<Session, 'desired' | 'host'>,
  words: string[],
  { host: names, role, root }: { host?: string[]; role?: string; root: boolean },
): Promise<void> {
  const hosts = hostsNamed(desired, names).filter((candidate) => !role || candidate.role === role);
  if (hosts.length === 0) throw new InstallerError('usage', `the inventory has no host of role "${role}"`);
  // One word is a shell command line as typed; several are a command and its arguments.
  const script = words.length === 1 ? (words[0] ?? '') : words.map(shellQuote).join(' ');
  const width = Math.max(...hosts.map(({ name }) => name.length));
  const results = await Promise.all(
    hosts.map(async ({ name }) => {
      const onLine = (line: string, stream: 'stdout' | 'stderr') =>
        process[stream].write(`${name.padEnd(width)} | ${line}\n`);
      return { name, result: await host(name).run(script, { root, onLine }) };
    }),
  );
  const failed = results.filter(({ result }) => result.code !== 0);
  if (failed.length > 0) throw failure(failed, script);
}

function failure(failed: { name: string; result: ScriptResult }[], command: string): InstallerError {
  const which = failed.map(({ name, result }) => `${name} (exit code ${result.code})`).join(', ');
  return new InstallerError('operation-failed', `the command failed on ${which}`, { command });
}
