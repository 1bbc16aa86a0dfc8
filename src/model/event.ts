import type { KeptDetails } from '../errors.ts';
import type { HealthCheckStatus } from './health-check-status.ts';
import type { Finding, Plan } from './plan.ts';

/** One line of `apply -o json` and of the debug log (schemas/event.schema.json). `at` is ISO 8601, added by the emitter. */
export type RunEvent = { at: string } & (
  | { type: 'run-started'; command: string; cluster: string; runId: string }
  | { type: 'host-connected'; host: string; roundTripMs: number }
  | { type: 'host-unreachable'; host: string; message: string; hint?: string }
  | { type: 'findings'; findings: Finding[] }
  | { type: 'health'; checks: HealthCheckStatus[] }
  | { type: 'plan'; plan: Plan }
  | { type: 'operation-started'; operation: string; host?: string; title: string }
  | {
      type: 'operation-progress';
      operation: string;
      host?: string;
      message: string;
      bytes?: number;
      totalBytes?: number;
    }
  | { type: 'step-finished'; operation: string; host: string; step: string; title: string; status: string; ms: number }
  | { type: 'operation-finished'; operation: string; host?: string; status: 'changed' | 'ok'; ms: number }
  | ({ type: 'operation-failed'; operation: string; host?: string; message: string } & KeptDetails)
  | { type: 'operation-skipped'; operation: string; host?: string; reason: string }
  /** A line that a host said during a script that may change it; journal and --debug only. */
  | { type: 'host-output'; host: string; stream: 'stdout' | 'stderr'; line: string; operation?: string }
  | { type: 'note'; message: string }
  | { type: 'run-finished'; ok: boolean; changed: number; exitCode: number; summary: string }
);

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An event as its producer writes it: the emitter stamps the time. */
export type UntimedEvent = DistributiveOmit<RunEvent, 'at'>;

export type Emit = (event: UntimedEvent) => void;
