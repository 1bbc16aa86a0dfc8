import type { ControlPlaneRollout, WorkerRollout } from '../model/desired.ts';
import { record } from './effective.ts';
import type { DocumentPath } from './problem.ts';

/** How an owner's machines become what it wants now, in one spelling. Values are as written, right or wrong. */
export interface WrittenRollout {
  type: Written;
  maxSurge: Written;
  maxUnavailable: Written;
  after: Written;
  certificatesExpiryDays: Written;
}

/** `value` undefined: it is not written. */
interface Written {
  value: unknown;
  /** Below the owner. */
  path: DocumentPath;
}

/**
 * Cluster API spells it `rolloutStrategy`, `rolloutAfter` and `rolloutBefore` of a control plane and `strategy` of a machine
 * deployment (v1beta1), or `rollout` of both (v1beta2); where both are written v1beta2 wins.
 */
export function writtenRollout(owner: unknown): WrittenRollout {
  const first = (...paths: string[]): Written => {
    const all = paths.map((path) => path.split('.')).map((path) => ({ path, value: at(owner, path) }));
    return all.find(({ value }) => value !== undefined) ?? { path: all[0]?.path ?? [], value: undefined };
  };
  const strategy = (field: string) =>
    first(`rollout.strategy.${field}`, `rolloutStrategy.${field}`, `strategy.${field}`);
  return {
    type: strategy('type'),
    maxSurge: strategy('rollingUpdate.maxSurge'),
    maxUnavailable: strategy('rollingUpdate.maxUnavailable'),
    after: first('rollout.after', 'rolloutAfter'),
    certificatesExpiryDays: first('rollout.before.certificatesExpiryDays', 'rolloutBefore.certificatesExpiryDays'),
  };
}

/** With defaults (Cluster API: RollingUpdate, maxSurge 1). */
export function controlPlaneRollout(owner: unknown): ControlPlaneRollout {
  const written = writtenRollout(owner);
  const days = written.certificatesExpiryDays.value;
  return {
    strategy: written.type.value === 'InPlace' ? 'InPlace' : 'RollingUpdate',
    maxSurge: machines(written.maxSurge.value, 1, 1, Math.ceil) === 0 ? 0 : 1,
    ...afterOf(written),
    ...(typeof days === 'number' && { certificatesExpiryDays: days }),
  };
}

/**
 * With defaults (Cluster API: RollingUpdate, maxSurge 1, maxUnavailable 0). Percentages of maxSurge are rounded up, those
 * of maxUnavailable down; where both come to 0, maxUnavailable is 1, because nothing could ever be made anew otherwise
 * (mdutil ResolveFenceposts).
 */
export function workerRollout(owner: unknown, replicas: number): WorkerRollout {
  const written = writtenRollout(owner);
  const { value: type } = written.type;
  const maxSurge = machines(written.maxSurge.value, 1, replicas, Math.ceil);
  const maxUnavailable = machines(written.maxUnavailable.value, 0, replicas, Math.floor);
  return {
    strategy: type === 'InPlace' || type === 'OnDelete' ? type : 'RollingUpdate',
    maxSurge,
    maxUnavailable: maxSurge === 0 ? Math.max(1, maxUnavailable) : maxUnavailable,
    ...afterOf(written),
  };
}

function afterOf({ after }: WrittenRollout): { after?: string } {
  return typeof after.value === 'string' ? { after: after.value } : {};
}

function machines(written: unknown, otherwise: number, replicas: number, round: (count: number) => number): number {
  if (typeof written === 'number') return written;
  if (typeof written !== 'string') return otherwise;
  const amount = Number.parseInt(written, 10);
  return written.endsWith('%') ? round((amount * replicas) / 100) : amount;
}

function at(owner: unknown, path: readonly string[]): unknown {
  const [field, ...rest] = path;
  return field === undefined ? owner : at(record(owner)[field], rest);
}
