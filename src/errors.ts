/**
 * Every failure the product can name, with the exit code scripts depend on (docs/reference.md#exit-codes).
 * `changes-pending` is not a failure: it is what `plan --detailed-exitcode` answers when there is something to do.
 */
export const EXIT_CODES = {
  unexpected: 1,
  'changes-pending': 2,
  'inventory-invalid': 10,
  unreachable: 11,
  'preflight-refused': 12,
  'operation-failed': 13,
  'cluster-unhealthy': 14,
  locked: 15,
  usage: 64,
  interrupted: 130,
} as const;

export type ErrorKind = keyof typeof EXIT_CODES;

export interface ErrorDetails {
  /** What to do or type next: one sentence or a command line. */
  hint?: string;
  /** The command line to type next, where it is not the one that failed. */
  nextCommand?: string;
  /** Inventory name of the host the error speaks of. */
  host?: string;
  /** Id of the operation that failed, for example `cp-2/join-control-plane`. */
  operation?: string;
  /** The command on the host that failed. Never holds a secret. */
  command?: string;
  /** Exit code of that command. */
  exitCode?: number;
  /** Last lines that the host said, oldest first. */
  lastLines?: readonly string[];
  /** The connection was lost, or closed before login: the same may be asked again. Nothing else is worth a retry. */
  connectionLost?: boolean;
  cause?: unknown;
}

/** What logs and events keep of an error beside its message. */
export type KeptDetails = Pick<ErrorDetails, 'hint' | 'command' | 'exitCode' | 'lastLines'>;

/** An error a person can act on: its kind decides the exit code, its details what is printed. */
export class InstallerError extends Error {
  override readonly name = 'InstallerError';
  readonly kind: ErrorKind;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.details = details;
  }

  get exitCode(): number {
    return EXIT_CODES[this.kind];
  }
}

/** Exit code for anything thrown: an InstallerError's own, else 1. */
export function exitCodeOf(error: unknown): number {
  return error instanceof InstallerError ? error.exitCode : EXIT_CODES.unexpected;
}
