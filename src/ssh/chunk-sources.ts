import { type ChunkSource, openChunkSource } from './chunk-source.ts';

/** Opens each file once for all uploads that use it at the same time. */
export class ChunkSources {
  readonly #open = new Map<string, { source: Promise<ChunkSource>; users: number }>();

  /** Hands `use` the shared source of `path`. @throws InstallerError `operation-failed` when the file cannot be opened */
  async with<T>(path: string, size: number, use: (source: ChunkSource) => Promise<T>): Promise<T> {
    const key = `${size}:${path}`;
    const entry = this.#open.get(key) ?? { source: openChunkSource(path, size), users: 0 };
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
