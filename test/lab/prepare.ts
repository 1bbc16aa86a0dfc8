import { join } from 'node:path';
import { ensureBundle } from './bundle.ts';
import { tidyCache } from './cache.ts';
import { ensureDebianPackages } from './debian.ts';
import { ensureEngine } from './engine.ts';
import { ensureKernelSettings } from './kernel.ts';
import { withLock } from './lock.ts';
import { ensureNodeImage } from './node-image.ts';
import { cacheRoot } from './paths.ts';

export interface Prepared {
  readonly image: string;
  readonly bundle?: string;
  /** Whether this call started the Docker engine. */
  readonly engineStartedHere: boolean;
}

/**
 * Makes whatever the lab needs and this machine does not have yet: Debian packages, a Docker engine, the node image
 * and, unless `bundle` is false, Kubernetes and the bundle. Cheap when all is there.
 */
export async function prepareLab(options: { version: string; bundle: boolean }): Promise<Prepared> {
  return await withLock(join(cacheRoot(), 'set-up.lock'), async () => {
    // Nobody else builds while the lock is ours.
    await tidyCache(14);
    await ensureDebianPackages();
    const engine = await ensureEngine();
    await ensureKernelSettings();
    const image = await ensureNodeImage();
    const bundle = options.bundle ? await ensureBundle(options.version) : undefined;
    return { image: image.tag, bundle, engineStartedHere: engine.startedHere };
  });
}
