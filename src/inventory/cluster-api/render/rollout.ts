import { type WrittenRollout, writtenRollout } from '../../rollout-settings.ts';
import { whereAny } from './manifest.ts';
import type { Rest } from './rest.ts';

/** What an owner says of its rollouts, taken out of the Inventory. */
export interface TakenRollout {
  /** `type` and `rollingUpdate`. Undefined: not said, or nothing that Cluster API knows. */
  strategy: Record<string, unknown> | undefined;
  after: unknown;
  certificatesExpiryDays: unknown;
}

type Field = keyof WrittenRollout;

const PLACES: Record<Field, readonly string[]> = {
  type: strategies('type'),
  maxSurge: strategies('rollingUpdate.maxSurge'),
  maxUnavailable: strategies('rollingUpdate.maxUnavailable'),
  after: ['rollout.after', 'rolloutAfter'],
  certificatesExpiryDays: ['rollout.before.certificatesExpiryDays', 'rolloutBefore.certificatesExpiryDays'],
};

/** Takes both spellings; of a strategy of ours (InPlace) Cluster API knows nothing, it stays. */
export function takeRollout(rest: Rest): TakenRollout {
  const written = writtenRollout(rest.left());
  const take = (field: Field): unknown => {
    for (const place of PLACES[field]) rest.take(place);
    return written[field].value;
  };
  const ofOurs = written.type.value === 'InPlace';
  return {
    strategy: ofOurs
      ? undefined
      : whereAny({
          type: take('type'),
          rollingUpdate: whereAny({ maxSurge: take('maxSurge'), maxUnavailable: take('maxUnavailable') }),
        }),
    after: take('after'),
    certificatesExpiryDays: take('certificatesExpiryDays'),
  };
}

function strategies(field: string): string[] {
  return ['rollout.strategy', 'rolloutStrategy', 'strategy'].map((strategy) => `${strategy}.${field}`);
}
