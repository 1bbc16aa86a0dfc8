import { nearest } from '../../nearest.ts';
import { pathText } from '../../problem.ts';
import { type ClusterApiObject, fieldsOf, titleOf, valueAt } from '../cluster-api-object.ts';
import type { Findings } from '../findings.ts';
import { pointerSegments } from './json-patch.ts';
import { selects, type Target } from './selector.ts';
import { shown } from './shown.ts';

/** Templates that become something here. Those of infrastructure are hosts. */
const OURS = ['KubeadmControlPlaneTemplate', 'KubeadmConfigTemplate'];

const OUR_GROUPS = /^(controlplane|bootstrap)\.cluster\.x-k8s\.io\//;

/** A template as the class refers to it, and what for. */
export interface Reference {
  kind: string;
  apiVersion: string;
  name: string;
  target: Pick<Target, 'kind' | 'class'>;
}

/** What is wrong with the patches of a ClusterClass, whether they will be applied or not. */
export function checkPatches(object: ClusterApiObject, references: readonly Reference[], findings: Findings): void {
  const elsewhere = new Map<string, string[]>();
  const patches = valueAt(object.value, ['spec', 'patches']);
  for (const [index, patch] of (Array.isArray(patches) ? patches : []).entries()) {
    const { name, definitions } = fieldsOf(patch);
    const at = ['spec', 'patches', index];
    for (const [number, definition] of (Array.isArray(definitions) ? definitions : []).entries()) {
      const place = [...at, 'definitions', number];
      const { selector, jsonPatches } = fieldsOf(definition);
      const { kind, apiVersion } = fieldsOf(selector);
      if (typeof kind !== 'string') {
        findings.errorAtKey(object.document, [...place, 'selector'], `${pathText(place)} has no selector.kind`);
      } else if (!OURS.includes(kind) && !OUR_GROUPS.test(String(apiVersion)))
        elsewhere.set(kind, [...(elsewhere.get(kind) ?? []), shown(name)]);
      else {
        if (!references.some((reference) => picks(selector, reference))) {
          const meant = OURS.includes(kind) ? undefined : nearest(kind, OURS);
          const rule = 'apiVersion and kind must be those of the reference, matchResources its place.';
          const hint = meant === undefined ? rule : `Did you mean ${meant}?`;
          findings.errorAtKey(
            object.document,
            [...place, 'selector'],
            `${pathText([...place, 'selector'])} picks no template of ${titleOf(object)}`,
            hint,
          );
        }
        for (const [position, operation] of (Array.isArray(jsonPatches) ? jsonPatches : []).entries()) {
          for (const { field, message, hint } of operationProblems(operation)) {
            const path = [...place, 'jsonPatches', position, field];
            findings.error(object.document, path, `${pathText(path)} ${message}`, hint);
          }
        }
      }
    }
  }
  if (elsewhere.size === 0) return;
  const said = [...elsewhere].map(([kind, names]) => `${kind} (${[...new Set(names)].join(', ')})`);
  findings.warning(
    object.document,
    ['spec', 'patches'],
    `patches of infrastructure are not used, machines come from the hosts of the Inventory: ${said.join(', ')}`,
  );
}

function picks(selector: unknown, { kind, apiVersion, target }: Reference): boolean {
  return selects(selector, { kind, apiVersion }, { ...target, apiVersion });
}

/** What is wrong with one operation of a patch, by its field. */
export function operationProblems(operation: unknown): { field: string; message: string; hint?: string }[] {
  const { op, path, value, valueFrom } = fieldsOf(operation);
  const problems: { field: string; message: string; hint?: string }[] = [];
  if (op !== 'add' && op !== 'replace' && op !== 'remove') {
    problems.push({ field: 'op', message: 'must be add, replace or remove' });
  }
  const segments = typeof path === 'string' ? pointerSegments(path) : [];
  if (typeof path !== 'string' || !path.startsWith('/spec/')) {
    problems.push({ field: 'path', message: 'must begin with /spec/' });
  } else if (op === 'add') {
    const index = segments.find((segment) => /^\d+$/.test(segment) && Number(segment) !== 0);
    const hint = 'Write "0" to prepend, "-" to append.';
    if (index !== undefined) problems.push({ field: 'path', message: `names element ${index} of a list`, hint });
  } else if (segments.some((segment) => /^(\d+|-)$/.test(segment))) {
    const message = `names an element of a list, of which there is no ${shown(op)}`;
    problems.push({ field: 'path', message, hint: 'Replace the whole list.' });
  }
  if (op === 'remove') return problems;
  const { variable, template } = fieldsOf(valueFrom);
  if ((value === undefined) === (valueFrom === undefined)) {
    problems.push({ field: 'value', message: 'or valueFrom must be written, and one only' });
  } else if (valueFrom !== undefined && (typeof variable === 'string') === (typeof template === 'string')) {
    problems.push({ field: 'valueFrom', message: 'must have variable or template, and one only' });
  }
  return problems;
}
