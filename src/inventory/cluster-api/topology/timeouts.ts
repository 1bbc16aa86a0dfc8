import type { Said } from './said.ts';
import { firstSaid } from './topology.ts';

const NAMES = ['nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout'];

export interface Timeout {
  name: string;
  /** In seconds, as v1beta2 has it; otherwise a duration as v1beta1 does. */
  inSeconds: boolean;
  said: Said;
}

/**
 * How long the parts of a machine's removal may take, in the spelling of who says it first.
 * @param says what each of topology and class says of a field, the topology first
 */
export function timeoutsOf(...says: ((...field: string[]) => Said)[]): Timeout[] {
  return NAMES.flatMap((name): Timeout[] => {
    for (const say of says) {
      const said = firstSaid(say(name));
      if (said !== undefined) return [{ name, inSeconds: false, said }];
      const seconds = firstSaid(say('deletion', `${name}Seconds`));
      if (seconds !== undefined) return [{ name, inSeconds: true, said: seconds }];
    }
    return [];
  });
}
