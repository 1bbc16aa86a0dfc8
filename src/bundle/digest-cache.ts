import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What tells one state of a file from another. ctime too: it moves even when a copy restores the old mtime. */
export interface FileState {
  size: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
  ino: bigint;
}

export interface DigestCache {
  /** sha256 of the file when it was last read in this very state. */
  digestOf(path: string, state: FileState): string | undefined;
  remember(path: string, state: FileState, digest: string): void;
  /** Writes what is new, atomically. Failing to costs the next run time, and nothing else: it never throws. */
  save(): Promise<void>;
}

/** Entries kept; the oldest go first. */
const MOST_ENTRIES = 5000;

/** Digests remembered in one JSON file: path → [state, sha256]. An unreadable file counts as empty. */
export async function loadDigestCache(file: string): Promise<DigestCache> {
  const entries = new Map(Object.entries(await readEntries(file)));
  const fresh = new Map<string, [string, string]>();
  return {
    digestOf: (path, state) => {
      const entry = entries.get(path);
      return entry?.[0] === stamp(state) ? entry[1] : undefined;
    },
    remember: (path, state, digest) => {
      const entry: [string, string] = [stamp(state), digest];
      entries.set(path, entry);
      fresh.set(path, entry);
    },
    save: async () => {
      if (fresh.size === 0) return;
      // Another run may have written meanwhile: add to what is there now.
      const merged = [...Object.entries(await readEntries(file)).filter(([path]) => !fresh.has(path)), ...fresh];
      const temporary = `${file}.${process.pid}.new`;
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(temporary, JSON.stringify(Object.fromEntries(merged.slice(-MOST_ENTRIES))));
        await rename(temporary, file);
        fresh.clear();
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}

function stamp({ size, mtimeNs, ctimeNs, ino }: FileState): string {
  return `${size} ${mtimeNs} ${ctimeNs} ${ino}`;
}

async function readEntries(file: string): Promise<Record<string, [string, string]>> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) return {};
    const sound = Object.entries(parsed).filter(
      ([, entry]) => Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string',
    );
    return Object.fromEntries(sound) as Record<string, [string, string]>;
  } catch {
    return {};
  }
}
