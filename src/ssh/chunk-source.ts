import { type FileHandle, open } from 'node:fs/promises';
import { InstallerError } from '../errors.ts';

/** Bytes per read: smaller ones cost a fifth of the speed. */
export const CHUNK_BYTES = 512 * 1024;
/** Chunks kept of one file: what the hosts it goes to at the same time may lie apart. */
const KEPT = 16;

/** One file that is read for several hosts at once: each chunk is read once, as long as they stay together. */
export class ChunkSource {
  readonly #file: FileHandle;
  readonly #size: number;
  /** Oldest use first. */
  readonly #chunks = new Map<number, Promise<Buffer>>();

  readonly #path: string;

  constructor(path: string, file: FileHandle, size: number) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
  }

  /** Bytes from `offset` to the end of its chunk; empty at the end of the file. @throws InstallerError `operation-failed` when the file cannot be read */
  async read(offset: number): Promise<Buffer> {
    if (offset >= this.#size) return Buffer.alloc(0);
    const index = Math.floor(offset / CHUNK_BYTES);
    const chunk = this.#chunks.get(index) ?? this.#load(index);
    this.#chunks.delete(index);
    this.#chunks.set(index, chunk);
    this.#forget();
    return (await chunk).subarray(offset - index * CHUNK_BYTES);
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #load(index: number): Promise<Buffer> {
    const start = index * CHUNK_BYTES;
    const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, this.#size - start));
    const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, start).catch((error: unknown) => {
      throw unreadable(this.#path, error);
    });
    if (bytesRead !== buffer.length) throw unreadable(this.#path, `it is shorter than ${this.#size} bytes`);
    return buffer;
  }

  #forget(): void {
    const [oldest] = this.#chunks.keys();
    if (oldest !== undefined && this.#chunks.size > KEPT) this.#chunks.delete(oldest);
  }
}

/** Opens each file once for all uploads that use it at the same time. */
export class ChunkSources {
  readonly #open = new Map<string, { source: Promise<ChunkSource>; users: number }>();

  /** Hands `use` the shared source of `path`. @throws InstallerError `operation-failed` when the file cannot be opened */
  async with<T>(path: string, size: number, use: (source: ChunkSource) => Promise<T>): Promise<T> {
    const key = `${size}:${path}`;
    const entry = this.#open.get(key) ?? { source: openSource(path, size), users: 0 };
    this.#open.set(key, entry);
    entry.users++;
    try {
      return await use(await entry.source);
    } finally {
      entry.users--;
      if (entry.users === 0) {
        this.#open.delete(key);
        await entry.source.then((source) => source.close()).catch(() => undefined);
      }
    }
  }
}

async function openSource(path: string, size: number): Promise<ChunkSource> {
  try {
    return new ChunkSource(path, await open(path, 'r'), size);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, problem: unknown): InstallerError {
  return new InstallerError('operation-failed', `${path} cannot be sent: ${String(problem)}`, {
    hint: 'Has it been changed or removed since it was checked? Run the same command again.',
    cause: problem,
  });
}
