import { InstallerError } from '../errors.ts';
import type { Host, ScriptOptions, ScriptResult } from '../model/host-handle.ts';

const LAST_LINES = 15;

/**
 * Runs a changing script that must succeed.
 * @param what names it for people: `kubectl apply of cni.yaml`
 * @param options.secretOutput its standard output is never part of an error
 * @throws InstallerError `operation-failed` with the exit code and the last lines it said
 */
export async function mustRun(
  host: Host,
  what: string,
  script: string,
  options: ScriptOptions = {},
): Promise<ScriptResult> {
  const result = await host.run(script, { title: what, ...options });
  if (result.code === 0) return result;
  throw new InstallerError('operation-failed', `${what} failed on ${host.name}`, {
    host: host.name,
    command: what,
    exitCode: result.code,
    lastLines: lastLines(options.secretOutput ? result.stderr : `${result.stdout}\n${result.stderr}`),
  });
}

/** The last non-empty lines of what a host said. */
export function lastLines(text: string, count = LAST_LINES): string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count);
}
