import { goDurationMs } from '../../duration.ts';
import { defined, type RenderedVersion } from './manifest.ts';
import type { Rest } from './rest.ts';

/** Whole seconds of a duration as Go writes it; undefined for what is no whole number of them. */
export function wholeSeconds(duration: unknown): number | undefined {
  if (typeof duration !== 'string') return undefined;
  const seconds = goDurationMs(duration) / 1000;
  return Number.isInteger(seconds) ? seconds : undefined;
}

/** Fields that v1beta1 writes as durations and v1beta2 as seconds, by their v1beta1 names. */
interface Timed {
  names: readonly string[];
  /** Of the durations in the Inventory, with a dot at the end. */
  durations: string;
  /** Of the seconds. Absent: it has none. */
  seconds?: string;
}

/**
 * Takes times out of a part of an inventory and writes them as a version does: `nodeDrainTimeout: 20m`, or
 * `nodeDrainTimeoutSeconds: 1200`. Where both are written, seconds win. Parts of a second v1beta2 cannot say: those stay.
 */
export function takeTimes(rest: Rest, version: RenderedVersion, { names, durations, seconds }: Timed) {
  const fields = names.map((name): [string, unknown] => {
    const inSeconds = seconds === undefined ? undefined : rest.peek(`${seconds}${name}Seconds`);
    const written = inSeconds === undefined ? rest.peek(`${durations}${name}`) : `${String(inSeconds)}s`;
    if (version === 'v1beta2' && wholeSeconds(written) === undefined) return [name, undefined];
    rest.take(`${durations}${name}`);
    if (seconds !== undefined) rest.take(`${seconds}${name}Seconds`);
    return version === 'v1beta2' ? [`${name}Seconds`, wholeSeconds(written)] : [name, written];
  });
  return defined(Object.fromEntries(fields));
}

/** Of the machines of an owner. */
export const MACHINE_TIMES = ['nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout'];
