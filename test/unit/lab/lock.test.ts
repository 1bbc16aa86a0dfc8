import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exists } from '../../lab/cache.ts';
import { withLock } from '../../lab/lock.ts';

let path = '';

beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'lab-lock-')), 'lock');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(join(path, '..'), { recursive: true });
});

describe('the lock of a set-up', () => {
  it('lets one in at a time, and is gone afterwards', async () => {
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      expect(await readFile(path, 'utf8')).toBe(String(process.pid));
      inside -= 1;
    };
    await Promise.all([withLock(path, work), withLock(path, work)]);
    expect(await exists(path)).toBe(false);
  });

  it('is taken over from a process that is gone', async () => {
    // No process has this id: Linux stops at 4194304.
    await writeFile(path, '4194999');
    await expect(withLock(path, async () => 'in')).resolves.toBe('in');
  });

  it('is let go when the work fails', async () => {
    await expect(withLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await exists(path)).toBe(false);
  });
});
