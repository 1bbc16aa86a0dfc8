import { type DocumentPath, pathText } from '../../problem.ts';
import { type ClusterApiObject, fieldsOf, titleOf, valueAt } from '../cluster-api-object.ts';
import type { Findings } from '../findings.ts';
import { pointerSegments } from './json-patch.ts';
import { selects, type Target } from './selector.ts';

/** Templates that become something here. Those of infrastructure are hosts. */
const OURS = ['KubeadmControlPlaneTemplate', 'KubeadmConfigTemplate'];

/** A template as the class refers to it, and what for. */
export interface Reference {
  kind: string;
  apiVersion: string;
  target: Omit<Target, 'builtin'>;
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
      const { kind } = fieldsOf(selector);
      if (typeof kind !== 'string') {
        findings.errorAtKey(object.document, [...place, 'selector'], `${pathText(place)} has no selector.kind`);
      } else if (!OURS.includes(kind)) elsewhere.set(kind, [...(elsewhere.get(kind) ?? []), String(name)]);
      else {
        if (!references.some((reference) => picks(selector, reference))) {
          const hint = 'apiVersion and kind must be those of the reference, matchResources its place.';
          findings.errorAtKey(
            object.document,
            [...place, 'selector'],
            `${pathText([...place, 'selector'])} picks no template of ${titleOf(object)}`,
            hint,
          );
        }
        for (const [position, operation] of (Array.isArray(jsonPatches) ? jsonPatches : []).entries()) {
          checkOperation(operation, [...place, 'jsonPatches', position], object, findings);
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

function checkOperation(
  operation: unknown,
  at: DocumentPath,
  { document }: ClusterApiObject,
  findings: Findings,
): void {
  const { op, path, value, valueFrom } = fieldsOf(operation);
  const refuse = (field: string, message: string, hint?: string): void =>
    findings.error(document, [...at, field], `${pathText([...at, field])} ${message}`, hint);
  if (op !== 'add' && op !== 'replace' && op !== 'remove') refuse('op', 'must be add, replace or remove');
  if (typeof path !== 'string' || !path.startsWith('/spec/')) refuse('path', 'must begin with /spec/');
  else if (op === 'add') {
    const index = pointerSegments(path).find((segment) => /^\d+$/.test(segment) && Number(segment) !== 0);
    if (index !== undefined) refuse('path', `names element ${index} of a list`, 'Write "0" to prepend, "-" to append.');
  } else if (pointerSegments(path).some((segment) => /^(\d+|-)$/.test(segment))) {
    refuse('path', `names an element of a list, which cannot be ${op}d`, 'Replace the whole list.');
  }
  if (op === 'remove') return;
  const { variable, template } = fieldsOf(valueFrom);
  if ((value === undefined) === (valueFrom === undefined))
    refuse('value', 'or valueFrom must be written, and one only');
  else if (valueFrom !== undefined && (typeof variable === 'string') === (typeof template === 'string')) {
    refuse('valueFrom', 'must have variable or template, and one only');
  }
}
