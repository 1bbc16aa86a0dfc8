import { InstallerError } from '../errors.ts';
import type { HostFacts } from '../model/facts.ts';
import type { ReadOnlyHost } from '../model/host-handle.ts';
import { observeHost } from '../observe/observe.ts';

/** What the host is at this moment. @throws InstallerError `unreachable` when it does not tell */
export async function factsNow(host: ReadOnlyHost): Promise<HostFacts> {
  const seen = await observeHost(host, Date.now);
  if (seen.reachable) return seen.facts;
  throw new InstallerError('unreachable', seen.error.message, { host: host.name, hint: seen.error.hint });
}
