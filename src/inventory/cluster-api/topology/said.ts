import type { Origin } from '../composition.ts';

/** A value, and who wrote it. */
export interface Said {
  value: unknown;
  origin: Origin;
}
