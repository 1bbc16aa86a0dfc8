import { type FileHandle, open } from 'node:fs/promises';
import { InstallerError } from '../errors.ts';

/** Bytes per read: smaller ones cost a fifth of the speed. */
export const CHUNK_BYTES = 512 * 1024;
/** Chunks in the shared window: how far the hosts that a file goes to at the same time may lie apart. */
const WINDOW = 16;
/** How long the fast wait for a slow one before it is left to read by itself. Milliseconds. */
const PATIENCE = 500;

interface Slot {
  buffer: Buffer;
  /** The part of the buffer that holds the chunk. */
  loaded: Promise<Buffer>;
  /** Readers that still use it, the window itself included. */
  users: number;
}

/** A piece of a file. Its buffer is used again after `release`. */
export interface Chunk {
  bytes: Buffer;
  release(): void;
}

/**
 * One file that is read for several hosts at once, through a window of chunks that moves on with them: each chunk is
 * read once as long as the hosts stay together, and memory does not grow with the file or the number of hosts.
 */
export class ChunkSource {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #size: number;
  /** By index, lowest first. */
  readonly #window = new Map<number, Slot>();
  readonly #spare: Buffer[] = [];
  readonly #readers = new Set<ChunkReader>();
  #moved: (() => void)[] = [];
  #frontier = 0;

  constructor(path: string, file: FileHandle, size: number) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
  }

  /**
   * A reader, which the others wait for from now on: ask for it before connecting, so that hosts that are sent the same
   * file at the same time start together. Close it when done.
   */
  reader(): ChunkReader {
    const reader: ChunkReader = new ChunkReader(this.#size, {
      take: (index) => this.#take(index, reader),
      close: () => this.#leave(reader),
    });
    this.#readers.add(reader);
    return reader;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #take(index: number, reader: ChunkReader): Promise<Chunk> {
    if (index >= this.#frontier) await this.#makeRoom(index);
    const shared = this.#window.get(index);
    // Not in the window and behind its end: this reader was left behind, and reads for itself.
    const slot = shared ?? this.#load(index);
    if (shared === undefined && index >= this.#frontier) {
      this.#frontier = index + 1;
      this.#window.set(index, slot);
      slot.users++;
    }
    reader.leftBehind = !this.#window.has(index);
    slot.users++;
    const bytes = await slot.loaded;
    reader.position = index + 1;
    this.#tellMoved();
    let held = true;
    return {
      bytes,
      release: () => {
        if (held) this.#release(slot);
        held = false;
      },
    };
  }

  async #makeRoom(index: number): Promise<void> {
    while (this.#window.size >= WINDOW && !this.#window.has(index)) {
      const [oldest] = this.#window;
      if (oldest === undefined) return;
      const slow = [...this.#readers].filter((reader) => !reader.leftBehind && reader.position <= oldest[0]);
      if (slow.length === 0) {
        this.#window.delete(oldest[0]);
        this.#release(oldest[1]);
      } else if (!(await this.#someoneMoves())) for (const reader of slow) reader.leftBehind = true;
    }
  }

  /** Resolves false when nobody moved for as long as patience lasts. */
  #someoneMoves(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), PATIENCE);
      this.#moved.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  #tellMoved(): void {
    for (const tell of this.#moved.splice(0)) tell();
  }

  #leave(reader: ChunkReader): void {
    this.#readers.delete(reader);
    this.#tellMoved();
  }

  #load(index: number): Slot {
    const buffer = this.#spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
    const loaded = this.#read(buffer, index);
    // Each reader hears of the failure when it takes the chunk.
    loaded.catch(() => undefined);
    return { buffer, loaded, users: 0 };
  }

  async #read(buffer: Buffer, index: number): Promise<Buffer> {
    const start = index * CHUNK_BYTES;
    const length = Math.min(CHUNK_BYTES, this.#size - start);
    const { bytesRead } = await this.#file.read(buffer, 0, length, start).catch((error: unknown) => {
      throw unreadable(this.#path, error);
    });
    if (bytesRead !== length) throw unreadable(this.#path, `it is shorter than ${this.#size} bytes`);
    return buffer.subarray(0, length);
  }

  #release(slot: Slot): void {
    slot.users--;
    if (slot.users === 0 && this.#spare.length < WINDOW) this.#spare.push(slot.buffer);
  }
}

/** One host's way through a file. */
export class ChunkReader {
  /** Index of the chunk it needs next. */
  position = 0;
  /** It fell so far behind that nobody waits for it any more. */
  leftBehind = false;
  readonly #size: number;
  readonly #source: { take: (index: number) => Promise<Chunk>; close: () => void };
  #offset = 0;

  constructor(size: number, source: { take: (index: number) => Promise<Chunk>; close: () => void }) {
    this.#size = size;
    this.#source = source;
  }

  /** Where to begin, in bytes. */
  start(offset: number): void {
    this.#offset = offset;
    this.position = Math.floor(offset / CHUNK_BYTES);
  }

  /** The next piece, or undefined at the end. @throws InstallerError `operation-failed` when the file cannot be read */
  async next(): Promise<Chunk | undefined> {
    if (this.#offset >= this.#size) return undefined;
    const index = Math.floor(this.#offset / CHUNK_BYTES);
    const { bytes, release } = await this.#source.take(index);
    const skip = this.#offset - index * CHUNK_BYTES;
    this.#offset = (index + 1) * CHUNK_BYTES;
    return { bytes: bytes.subarray(skip), release };
  }

  close(): void {
    this.#source.close();
  }
}

/** A file that cannot be sent as it was promised. */
function unreadable(path: string, problem: unknown): InstallerError {
  return new InstallerError('operation-failed', `${path} cannot be sent: ${String(problem)}`, {
    hint: 'Has it been changed or removed since it was checked? Run the same command again.',
    cause: problem,
  });
}

/** Opens a source. @throws InstallerError `operation-failed` when the file cannot be opened */
export async function openChunkSource(path: string, size: number): Promise<ChunkSource> {
  try {
    return new ChunkSource(path, await open(path, 'r'), size);
  } catch (error) {
    throw unreadable(path, error);
  }
}
