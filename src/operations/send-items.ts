import { join } from 'node:path';
import { InstallerError } from '../errors.ts';
import type { Bundle, BundleItem } from '../model/bundle.ts';
import type { HostFacts } from '../model/facts.ts';
import type { Host } from '../model/host-handle.ts';
import { STORE_DIRECTORY } from '../playbook/context-for.ts';
import { mustRun } from './host-script.ts';
import type { ApplyContext } from './operation.ts';

/**
 * Sends the wanted items to the host's store, those that are not there yet. What an earlier run left of a file is
 * continued; every file is verified after its arrival.
 * @param before sh that runs first, as root
 */
export async function sendItems(
  host: Host,
  bundle: Bundle,
  wanted: ReadonlySet<string>,
  store: HostFacts['store'],
  before: string,
  { signal, progress }: ApplyContext,
): Promise<void> {
  const there = new Set(store.filter(({ partial }) => !partial).map(({ sha256 }) => sha256));
  const missing = uniqueBySha(
    [...wanted].filter((sha256) => !there.has(sha256)).map((sha256) => itemOf(bundle, sha256)),
  );
  if (missing.length === 0) return;
  await mustRun(host, 'claiming the host', before, { signal });
  const total = missing.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const item of missing) {
    await host.upload({
      source: join(bundle.root, item.path),
      size: item.size,
      sha256: item.sha256,
      target: `${STORE_DIRECTORY}/${item.sha256}`,
      signal,
      onProgress: (bytes) => progress(`sending ${item.name}`, done + bytes, total),
    });
    done += item.size;
  }
}

function itemOf(bundle: Bundle, sha256: string): BundleItem {
  const item = bundle.items.find((candidate) => candidate.sha256 === sha256);
  if (!item) throw new InstallerError('unexpected', `the bundle holds no item with sha256 ${sha256}`);
  return item;
}

function uniqueBySha(items: BundleItem[]): BundleItem[] {
  return [...new Map(items.map((item) => [item.sha256, item])).values()];
}
