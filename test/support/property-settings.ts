import { randomInt } from 'node:crypto';

/** How the properties of fast-check are tried. */
export interface PropertySettings {
  seed: number;
  /** To one counterexample of that seed, as fast-check prints it. */
  path?: string;
  /** Times the usual number of runs. */
  factor: number;
}

/** Whether a change passes must not be a matter of luck: without SEED every run tries the same. */
const USUAL_SEED = 1;

/**
 * Reads SEED (`random`, a number, or `number:path` for one counterexample) and RUNS (a factor).
 * @throws RangeError when they are something else
 */
export function propertySettings({ SEED = '', RUNS = '' }: NodeJS.ProcessEnv): PropertySettings {
  const factor = RUNS === '' ? 1 : Number(RUNS);
  if (!Number.isFinite(factor) || factor <= 0) throw new RangeError(`RUNS is a factor above 0, not "${RUNS}"`);
  if (SEED === 'random') return { seed: randomInt(2 ** 31), factor };
  const [, seed, path] = /^(-?\d{1,10})(?::([\d:]+))?$/.exec(SEED || `${USUAL_SEED}`) ?? [];
  if (seed === undefined) {
    throw new RangeError(`SEED is "random", a number, or seed:path as fast-check prints them, not "${SEED}"`);
  }
  return { seed: Number(seed), ...(path !== undefined && { path }), factor };
}
