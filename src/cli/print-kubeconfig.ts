import { parse } from 'yaml';
import { readKubeconfig } from '../operations/read-kubeconfig.ts';
import type { Output } from './options.ts';
import type { Session } from './session.ts';
import { writeResult } from './write-result.ts';

/**
 * Writes an admin kubeconfig to standard output: as YAML, as kubectl does itself, or as JSON, which kubectl reads too.
 * @throws InstallerError `cluster-unhealthy` when no control plane has one
 */
export async function printKubeconfig(
  { desired, secrets, host, timeLimit }: Pick<Session, 'desired' | 'secrets' | 'host' | 'timeLimit'>,
  output: Output,
): Promise<void> {
  const text = await timeLimit.within(() => readKubeconfig(desired, host, secrets));
  if (output === 'json') await writeResult('json', parse(text));
  else process.stdout.write(text);
}
