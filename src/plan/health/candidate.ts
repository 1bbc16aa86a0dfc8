import type { ExistingMachine } from '../../model/existing-machine.ts';

/** A machine that a health check wants replaced, and has leave to. */
export interface Candidate {
  machine: ExistingMachine;
  /** `unhealthy: Ready is Unknown since 7m, 5m are allowed (workers-check)` */
  reason: string;
}
