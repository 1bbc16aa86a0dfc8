import type { Planned } from './apply.ts';
import { must } from './violation.ts';

/**
 * Of a plan that replaces unhealthy machines: nobody else goes, but whose removal was begun; while more are not Ready than the
 * check allows nobody does; and what serves and was not asked about is not touched.
 */
export function judgeHealing({ plan, input }: Planned): void {
  const { desired, observed } = input;
  const { cluster, healing } = observed;
  const [check] = desired.machineHealthChecks ?? [];
  if (!check || !cluster || !healing) return;
  const chosen = Object.keys(healing.machines);
  const records = new Map(cluster.records.map((record) => [record.name, record]));
  const nodes = new Map(cluster.nodes.map((node) => [node.name, node]));
  for (const { action, machine = '' } of plan.operations) {
    if (action !== 'delete-node') continue;
    const record = records.get(machine);
    const begun = record?.deletion !== undefined || record?.toBeCleaned === true;
    must(
      begun || chosen.includes(machine),
      'the right machine goes',
      () => `${machine} is removed, and nobody wants it`,
    );
  }
  for (const name of chosen) {
    must(nodes.get(name)?.ready !== true, 'the right machine goes', () => `${name} is Ready, and is replaced`);
  }
  const names = new Set([...records.keys(), ...[...nodes.keys()].filter((name) => isOurs(name))]);
  const looked = [...names].filter((name) => !records.get(name)?.toBeCleaned);
  const unwell = looked.filter((name) => nodes.get(name)?.ready !== true || records.get(name)?.deletion);
  const { maxUnhealthy } = check;
  const limit =
    typeof maxUnhealthy === 'number'
      ? maxUnhealthy
      : Math.floor((Number.parseInt(maxUnhealthy, 10) * looked.length) / 100);
  must(
    chosen.length === 0 || unwell.length <= limit,
    'the right machine goes',
    () => `${chosen.join(', ')} go while ${unwell.join(', ')} are not well, of which ${limit} may be`,
  );

  function isOurs(name: string): boolean {
    return desired.hosts.some((host) => host.name === name);
  }
}
