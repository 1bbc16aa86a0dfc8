/** Starts each block of the answer. Blocks may arrive in any order. */
export const MARKER = '##facts:';

export interface FileStat {
  path: string;
  /** Bytes. */
  size: number;
  /** Device number, as `st_dev`. */
  device: number;
  inode: number;
}

/** The raw answer of a host, looked up by what was asked. */
export class Seen {
  readonly #blocks = new Map<string, string[]>();
  readonly #files = new Map<string, string[]>();
  readonly #found = new Map<string, string[]>();
  readonly #existing: readonly string[];

  constructor(stdout: string) {
    let block: string[] = [];
    for (const line of stdout.split('\n')) {
      if (line.startsWith(MARKER)) {
        block = [];
        this.#blocks.set(line.slice(MARKER.length).trim(), block);
      } else if (line !== '') {
        block.push(line);
      }
    }
    byPath(this.lines('files'), this.#files);
    byPath(this.lines('grep'), this.#found);
    this.#existing = this.lines('exists');
  }

  /** The whole script ran. */
  get complete(): boolean {
    return this.#blocks.has('end');
  }

  /** Non-empty lines of a script's block. */
  lines(block: string): string[] {
    return this.#blocks.get(block) ?? [];
  }

  /** Lines of a file, or none: missing, empty and unreadable look the same. */
  file(path: string): string[] {
    return this.#files.get(path) ?? [];
  }

  /** First line of a file, trimmed; `undefined` when there is none. */
  value(path: string): string | undefined {
    const line = this.file(path)[0]?.trim();
    return line === '' ? undefined : line;
  }

  /** Paths of the files that were read and start with `prefix`. */
  filesUnder(prefix: string): string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith(prefix));
  }

  /** What `grep` matched in a file. */
  found(path: string): string[] {
    return this.#found.get(path) ?? [];
  }

  /** What `grep` matched in all files whose path starts and ends so. */
  foundUnder(prefix: string, suffix: string): string[] {
    return [...this.#found]
      .filter(([path]) => path.startsWith(prefix) && path.endsWith(suffix))
      .flatMap(([, lines]) => lines);
  }

  exists(path: string): boolean {
    return this.#existing.includes(path);
  }

  /** Existing paths below `folder`, relative to it. */
  under(folder: string): string[] {
    return this.#existing.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
  }

  stats(): FileStat[] {
    return this.lines('stat').flatMap((line) => {
      const [, size, device, inode, path] = /^(\d+) \d+ \d+ (\d+) (\d+) (.+)$/.exec(line) ?? [];
      return path === undefined ? [] : [{ path, size: Number(size), device: Number(device), inode: Number(inode) }];
    });
  }
}

function byPath(lines: readonly string[], into: Map<string, string[]>): void {
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const path = line.slice(0, colon);
    const known = into.get(path);
    if (known === undefined) into.set(path, [line.slice(colon + 1)]);
    else known.push(line.slice(colon + 1));
  }
}
