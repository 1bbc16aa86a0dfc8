import type { Seen } from './seen.ts';

/**
 * One fact, or a few that are read together: what to ask of the host, and how to read the answer.
 * Reads of one kind are gathered from all sections and done by one process on the host, because processes are what
 * a round trip costs there.
 */
export interface FactSection<T> {
  /** Small text files whose lines are wanted. Globs allowed. */
  files?: readonly string[];
  /** Paths of which only existence matters. Globs allowed. */
  exists?: readonly string[];
  /** Paths whose size and times are wanted. Globs and `$words` of the prelude allowed. */
  stat?: readonly string[];
  /** Parts of files too large to be sent: an extended regular expression (matched part only) and where to look. */
  grep?: { pattern: string; files: readonly string[] };
  /** POSIX sh by block name, run one after the other. Must not read stdin and should start few processes. */
  scripts?: Readonly<Record<string, string>>;
  /**
   * POSIX sh by block name, run in the background while everything else is read. Each may print 4 KiB at most: so much
   * is written at once, and does not mix with what the others write. `when` is a test made before anything is started.
   */
  slow?: Readonly<Record<string, { when?: string; run: string }>>;
  /** Pure; tolerates anything, since every command may be missing on the host. `nowMs`: the operator's clock. */
  parse(seen: Seen, nowMs: number): T;
}
