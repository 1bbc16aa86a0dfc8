import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, type ChunkReader, ChunkSource } from '../../../src/ssh/chunk-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'installer-chunks-'));
const CHUNKS = 60;
const content = randomBytes(CHUNKS * CHUNK_BYTES - 7);
const path = join(folder, 'file');
writeFileSync(path, content);

/** A source that counts how often the file itself is read. */
async function source() {
  const file = await open(path, 'r');
  const reads = { count: 0 };
  const read = file.read.bind(file);
  file.read = ((...args: Parameters<typeof read>) => {
    reads.count++;
    return read(...args);
  }) as typeof file.read;
  return { source: new ChunkSource(path, file, content.length), reads };
}

async function drink(
  reader: ChunkReader,
  start: number,
  pause: () => Promise<unknown> = async () => undefined,
): Promise<Buffer> {
  reader.start(start);
  const pieces: Buffer[] = [];
  for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) {
    await pause();
    // Copied after the pause: a buffer that was given to somebody else too early would show.
    pieces.push(Buffer.from(chunk.bytes));
    chunk.release();
  }
  reader.close();
  return Buffer.concat(pieces);
}

const rest = (start: number): Buffer => content.subarray(start);
const ticks = (n: number) => async () => {
  for (let i = 0; i < n; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('a file that is read for several hosts', () => {
  it('is read once when they go together, although they are not equally fast', async () => {
    const { source: shared, reads } = await source();
    const readers = [0, 3, 1, 7].map((pace) => ({ reader: shared.reader(), pace }));
    const got = await Promise.all(readers.map(({ reader, pace }) => drink(reader, 0, ticks(pace))));
    for (const bytes of got) expect(bytes.equals(content)).toBe(true);
    expect(reads.count).toBe(CHUNKS);
    await shared.close();
  });

  it('gives each the rest from where it starts', async () => {
    const { source: shared } = await source();
    const starts = [0, 5, CHUNK_BYTES, 3 * CHUNK_BYTES + 11, content.length - 1, content.length];
    const readers = starts.map((start) => ({ reader: shared.reader(), start }));
    const got = await Promise.all(readers.map(({ reader, start }) => drink(reader, start, ticks(2))));
    for (const [index, start] of starts.entries()) expect(got[index]?.equals(rest(start))).toBe(true);
    await shared.close();
  });

  it('does not wait long for one that hangs, which still gets all of it later', async () => {
    const { source: shared } = await source();
    const [quick, slow] = [shared.reader(), shared.reader()];
    const started = performance.now();
    expect((await drink(quick, 0)).equals(content)).toBe(true);
    expect(performance.now() - started).toBeLessThan(1500);
    expect((await drink(slow, 0)).equals(content)).toBe(true);
    await shared.close();
  });

  it('does not wait at all for one that has left', async () => {
    const { source: shared, reads } = await source();
    const [stays, leaves] = [shared.reader(), shared.reader()];
    leaves.close();
    const started = performance.now();
    expect((await drink(stays, 0)).equals(content)).toBe(true);
    expect(performance.now() - started).toBeLessThan(400);
    expect(reads.count).toBe(CHUNKS);
    await shared.close();
  });

  it('says so when the file is shorter than it was', async () => {
    const file = await open(path, 'r');
    const shared = new ChunkSource(path, file, content.length + CHUNK_BYTES);
    await expect(drink(shared.reader(), content.length - 10)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: expect.stringContaining('shorter than'),
    });
    await shared.close();
  });
});
