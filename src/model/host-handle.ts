/**
 * What the rest of the house may ask of a host. The ssh room implements these; nothing here does I/O.
 * Code that only looks is handed a ReadOnlyHost: it cannot change anything, by type.
 */

declare const readOnly: unique symbol;

/** POSIX sh text that changes nothing on the host. Made only by `readScript`. */
export type ReadScript = string & { readonly [readOnly]: true };

/** States that `text` changes nothing on the host. Called where the script is written: in observe/ and playbook/ only. */
export function readScript(text: string): ReadScript {
  return text as ReadScript;
}

export interface ScriptOptions {
  /** What the script is for, as a message names it: `wait for the API server`. Default: `a script`. */
  title?: string;
  /** Run as root, through sudo where the login user is not root. Default true. */
  root?: boolean;
  /** Milliseconds until the script is given up. Default 120 000. */
  timeoutMs?: number;
  /**
   * Called with each whole line as it arrives, without its newline; noise of login scripts is already removed.
   * Answering true says that the line was a word between script and caller: it is kept nowhere.
   */
  onLine?: (line: string, stream: 'stdout' | 'stderr') => unknown;
  /** What the script says on stdout is a secret: it is kept nowhere. Default false. */
  secretOutput?: boolean;
  /** Ends the wait early; the script on the host is not killed. */
  signal?: AbortSignal;
}

export interface ScriptResult {
  /** Exit status of the script. A lost connection never yields a result: it throws. */
  code: number;
  stdout: string;
  stderr: string;
}

export interface Upload {
  /** Absolute path on the operator's machine. */
  source: string;
  /** Bytes. */
  size: number;
  /** Hex, lower case; checked on the host after arrival. */
  sha256: string;
  /** Absolute path on the host. Written to `<target>.part` first, resumed from there, renamed when its sha256 is right. */
  target: string;
  /** Called with the number of bytes now on the host. */
  onProgress?: (bytes: number) => void;
  signal?: AbortSignal;
}

export interface HoldOptions {
  /** What is held, as a message names it: `the lock of b-cluster`. Default: `a script`. */
  title?: string;
  /** Run as root, through sudo where the login user is not root. Default true. */
  root?: boolean;
  /** Milliseconds until the script must stay. Default 120 000. */
  timeoutMs?: number;
  /**
   * Milliseconds: how often the script hears from here, and after what silence each side takes the other for dead.
   * Default 5 000 and 30 000.
   */
  beat?: { everyMs: number; limitMs: number };
}

/** A script that stays on the host until it is released. */
export interface HeldScript {
  /** What it gave to `stay`. */
  said: string;
  /** Aborted when it ended without release, or may have: with an InstallerError `unreachable` as its reason. */
  lost: AbortSignal;
  /** Lets it go on behind `stay` and waits for its end, a few seconds at most. Never throws; does nothing the second time. */
  release(): Promise<void>;
}

export interface ReadOnlyHost {
  /** Inventory name. */
  readonly name: string;
  /** Address the inventory gives for SSH. */
  readonly address: string;
  /**
   * Runs a script that changes nothing. The script travels on stdin to `/bin/sh`, never in argv.
   * @throws InstallerError `unreachable` when connection, host key, authentication or sudo fails, or the connection is lost
   * @throws InstallerError `operation-failed` when `timeoutMs` passes
   */
  read(script: ReadScript, options?: ScriptOptions): Promise<ScriptResult>;
}

export interface Host extends ReadOnlyHost {
  /** Runs a script that may change the host. Same transport and errors as `read`. */
  run(script: string, options?: ScriptOptions): Promise<ScriptResult>;
  /** Copies one file to the host, resuming what an earlier run left. @throws InstallerError `operation-failed` when its sha256 is wrong twice */
  upload(upload: Upload): Promise<void>;
  /**
   * Runs a script that stays, on a session of its own: it calls the shell function `stay TEXT` (one line) when it has
   * what it is to hold. `stay` comes back with 0 when the script is released, and with 1 when nothing was heard from
   * here within the limit, or the connection is gone.
   * @returns what is held, or how the script ended when it ended without `stay`
   * @throws InstallerError `unreachable` and `operation-failed` as `read` does, before the script stays
   */
  hold(script: string, options?: HoldOptions): Promise<HeldScript | ScriptResult>;
}
