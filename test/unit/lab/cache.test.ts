import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cached, contentKey, tidyCache } from '../../lab/cache.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-cache-'));
  vi.stubEnv('INSTALLER_LAB_CACHE', folder);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

describe('the cache of a lab', () => {
  it('builds once', async () => {
    const build = vi.fn((into: string) => writeFile(join(into, 'thing'), 'made'));
    const first = await cached('thing', 'k1', build);
    expect(await cached('thing', 'k1', build)).toBe(first);
    expect(build).toHaveBeenCalledTimes(1);
    expect(await readdir(first)).toEqual(['thing']);
  });

  it('does not count what failed half way, and leaves nothing of it', async () => {
    const broken = cached('thing', 'k1', async (into) => {
      await writeFile(join(into, 'half'), '');
      throw new Error('no room');
    });
    await expect(broken).rejects.toThrow('no room');
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
    const again = await cached('thing', 'k1', (into) => writeFile(join(into, 'whole'), ''));
    expect(await readdir(again)).toEqual(['whole']);
  });

  it('forgets what nobody used for long, and keeps what was used', async () => {
    const make = (into: string) => writeFile(join(into, 'thing'), '');
    const old = await cached('old', '0123456789ab', make);
    const used = await cached('used', 'ba9876543210', make);
    const month = new Date(Date.now() - 30 * 24 * 3_600_000);
    for (const path of [old, used]) await utimes(path, month, month);
    await cached('used', 'ba9876543210', make);
    await tidyCache(14);
    expect(await readdir(folder)).toEqual(['used-ba9876543210']);
  });

  it('has another key when a file, its name or a value changes', async () => {
    const sources = join(folder, 'sources');
    await mkdir(sources);
    await writeFile(join(sources, 'a'), '1');
    const keys = [await contentKey([sources], 'v1'), await contentKey([sources], 'v2')];
    await writeFile(join(sources, 'a'), '2');
    keys.push(await contentKey([sources], 'v1'));
    await writeFile(join(sources, 'b'), '');
    keys.push(await contentKey([sources], 'v1'));
    expect(new Set(keys).size).toBe(4);
    expect(await contentKey([sources], 'v1')).toBe(keys[3]);
  });
});
