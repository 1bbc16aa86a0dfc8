import type { Check, Complain } from './check.ts';
import type { DocumentPath } from './problem.ts';
import { workerGroups } from './worker-groups.ts';

const NAME = /^[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Labels that follow from the role, or that the kubelet sets itself. */
const RESERVED: Record<string, string> = {
  'node-role.kubernetes.io/control-plane': 'It is set for hosts of role: control-plane.',
  'node-role.kubernetes.io/master': 'It is set for hosts of role: control-plane.',
  'kubernetes.io/hostname': 'The kubelet sets it to the name of the host.',
  'kubernetes.io/os': 'The kubelet sets it.',
  'kubernetes.io/arch': 'The kubelet sets it.',
};

/** Labels and taints of hosts, deployments and selectors, by the syntax of Kubernetes. */
export const checkLabelsAndTaints: Check = (inventory, complain) => {
  const hosts = (inventory.spec?.hosts ?? []).map((host, index) => ({ written: host, path: ['spec', 'hosts', index] }));
  const groups = workerGroups(inventory);
  for (const { written, path } of [...hosts, ...groups]) {
    checkLabels(written?.labels, [...path, 'labels'], complain, true);
    checkTaints(written?.taints, [...path, 'taints'], complain);
  }
  const { taints } = inventory.spec?.controlPlane?.machineTemplate?.spec ?? {};
  checkTaints(taints, ['spec', 'controlPlane', 'machineTemplate', 'spec', 'taints'], complain);
  const selectors = [
    { selector: inventory.spec?.controlPlane?.hostSelector, path: ['spec', 'controlPlane', 'hostSelector'] },
    ...groups.map(({ written, path }) => ({ selector: written?.hostSelector, path: [...path, 'hostSelector'] })),
    ...(inventory.spec?.machineHealthChecks ?? []).map((check, index) => ({
      selector: check?.selector,
      path: ['spec', 'machineHealthChecks', index, 'selector'],
    })),
  ];
  for (const { selector, path } of selectors) {
    checkLabels(selector?.matchLabels, [...path, 'matchLabels'], complain, false);
    for (const [index, expression] of (selector?.matchExpressions ?? []).entries()) {
      const wantsValues = expression?.operator === 'In' || expression?.operator === 'NotIn';
      const count = expression?.values?.length ?? 0;
      const at = [...path, 'matchExpressions', index];
      if (wantsValues && count === 0) complain.atKey(at, `operator ${expression?.operator} needs values`);
      if (expression?.operator !== undefined && !wantsValues && count > 0) {
        complain([...at, 'values'], `operator ${expression.operator} takes no values`);
      }
    }
  }
};

function checkLabels(
  labels: Record<string, string | undefined> | undefined,
  path: DocumentPath,
  complain: Complain,
  onNode: boolean,
): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    const at = [...path, key];
    if (!isKey(key))
      complain.atKey(
        at,
        `${key} is not a label key`,
        'A key is name or example.com/name, of letters, digits, -, _ and .',
      );
    if (value !== undefined && value !== '' && !NAME.test(value)) {
      complain(
        at,
        `${JSON.stringify(value)} is not a label value`,
        'At most 63 letters, digits, -, _ and ., beginning and ending with a letter or digit.',
      );
    }
    const reserved = onNode && Object.hasOwn(RESERVED, key) ? RESERVED[key] : undefined;
    if (reserved !== undefined) complain.atKey(at, `the label ${key} is reserved`, `Remove it. ${reserved}`);
  }
}

interface WrittenTaint {
  key?: string | undefined;
  value?: string | undefined;
  effect?: string | undefined;
}

/** Keys and values of taints, and that none is written twice. */
export function checkTaints(
  taints: readonly (WrittenTaint | undefined)[] | undefined,
  path: DocumentPath,
  complain: Complain,
): void {
  const seen = new Set<string>();
  for (const [index, taint] of (taints ?? []).entries()) {
    if (taint?.key === undefined) continue;
    const at = [...path, index];
    if (!isKey(taint.key)) complain([...at, 'key'], `${taint.key} is not a taint key`, taintFix(taint.key));
    if (taint.value !== undefined && taint.value !== '' && !NAME.test(taint.value)) {
      complain([...at, 'value'], `${JSON.stringify(taint.value)} is not a taint value`);
    }
    const identity = `${taint.key}:${taint.effect}`;
    if (seen.has(identity)) complain([...at, 'key'], `the taint ${identity} is written twice`);
    seen.add(identity);
  }
}

function taintFix(text: string): string {
  const parts = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(text);
  if (parts === null) return 'A key is name or example.com/name, of letters, digits, -, _ and .';
  return `Write { key: ${parts[1]}, ${parts[2] ? `value: ${parts[2]}, ` : ''}effect: ${parts[3]} }`;
}

function isKey(key: string): boolean {
  const slash = key.indexOf('/');
  return slash < 0 ? NAME.test(key) : PREFIX.test(key.slice(0, slash)) && NAME.test(key.slice(slash + 1));
}
