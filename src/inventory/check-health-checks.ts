import type { Check } from './check.ts';
import { CLUSTER_LABEL } from './cluster-api/cluster-name.ts';

/**
 * A range that holds no number would let nothing be replaced, and nobody would notice. A selector of nothing is refused as
 * Cluster API does (internal/webhooks/machinehealthcheck.go): it would take all machines, and who wants that can say so.
 */
export const checkHealthChecks: Check = (inventory, complain) => {
  for (const [index, check] of (inventory.spec?.machineHealthChecks ?? []).entries()) {
    const at = ['spec', 'machineHealthChecks', index];
    const { selector } = check ?? {};
    if (selector && !Object.keys(selector.matchLabels ?? {}).length && !selector.matchExpressions?.length) {
      const name = inventory.metadata?.name ?? 'NAME';
      const hint = `Of all machines: selector: { matchLabels: { ${CLUSTER_LABEL}: ${name} } }`;
      complain([...at, 'selector'], `the selector of the health check ${check?.name ?? index} is empty`, hint);
    }
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
