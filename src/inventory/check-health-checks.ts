import type { Check } from './check.ts';

/** A range that holds no number would let nothing be replaced, and nobody would notice. */
export const checkHealthChecks: Check = (inventory, complain) => {
  for (const [index, check] of (inventory.spec?.machineHealthChecks ?? []).entries()) {
    const at = ['spec', 'machineHealthChecks', index];
    const written: [string | undefined, string[]][] = [
      [check?.unhealthyRange, ['unhealthyRange']],
      [check?.remediation?.triggerIf?.unhealthyInRange, ['remediation', 'triggerIf', 'unhealthyInRange']],
    ];
    for (const [range, path] of written) {
      const [, min, max] = /^\[(\d+)-(\d+)\]$/.exec(range ?? '') ?? [];
      if (Number(min) <= Number(max) || min === undefined) continue;
      complain([...at, ...path], `no number is in the range ${range}`, `Write [${max}-${min}].`);
    }
  }
};
