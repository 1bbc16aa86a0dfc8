import { nearest } from '../nearest.ts';
import type { DocumentPath } from '../problem.ts';
import { pathText } from '../problem.ts';
import { type ClusterApiObject, titleOf } from './cluster-api-object.ts';
import type { FieldRule } from './fields/field-rule.ts';
import { METADATA_FIELDS } from './fields/metadata.ts';
import type { Findings } from './findings.ts';
import { KINDS } from './kinds.ts';

/** A field that a rule sends somewhere. */
export interface Placement {
  rule: FieldRule;
  /** Below what the document becomes. */
  to: readonly string[];
  value: unknown;
  /** Where it stands in the document. */
  from: DocumentPath;
}

/** Every field of a document by the rules of its kind: what is to be copied where. States what is ignored, refused or unknown. */
export function applyRules(object: ClusterApiObject, findings: Findings): Placement[] {
  const rules = [...METADATA_FIELDS, ...KINDS[object.kind].fields];
  const placements: Placement[] = [];
  const bookkeeping: string[] = [];
  const visit = (value: unknown, path: (string | number)[]): void => {
    const field = fieldOf(path);
    const rule = rules.find((each) => each.field === field);
    if (rule !== undefined) {
      if (rule.bookkeeping) {
        if (!isEmpty(value)) bookkeeping.push(field);
      } else placements.push(...judge(rule, value, path, object, findings));
      return;
    }
    const below = fieldsBelow(field, rules);
    if (rules.some((each) => each.field.startsWith(`${field}[]`))) {
      if (Array.isArray(value)) for (const [index, inner] of value.entries()) visit(inner, [...path, index]);
      else if (value !== null && value !== undefined) {
        findings.error(object.document, path, `${pathText(path)} must be a list`, 'Begin each entry with "- ".');
      }
    } else if (below.length === 0) unknown(path, rules, object, findings);
    else if (value === null || value === undefined) return;
    else if (typeof value !== 'object' || Array.isArray(value)) {
      findings.error(
        object.document,
        path,
        `${pathText(path)} must be an object`,
        `Its fields are ${below.join(', ')}.`,
      );
    } else for (const [name, inner] of Object.entries(value)) visit(inner, [...path, name]);
  };
  for (const [name, value] of Object.entries(object.value)) visit(value, [name]);
  if (bookkeeping.length > 0) {
    const [first = ''] = bookkeeping;
    const said = `${titleOf(object)}: bookkeeping of a management cluster is not used: ${bookkeeping.join(', ')}`;
    findings.warning(object.document, first.split('.'), said);
  }
  return placements;
}

function judge(
  rule: FieldRule,
  value: unknown,
  path: (string | number)[],
  object: ClusterApiObject,
  findings: Findings,
): Placement[] {
  // As in Kubernetes, what is null or says nothing was not written; but an empty selector picks everything.
  if (isEmpty(value) && (rule.to === undefined || !isObject(value))) return [];
  const { document } = object;
  const field = pathText(path);
  if (rule.field === 'metadata.annotations') annotations(object, findings);
  else if (rule.verdict === 'ignored' && rule.to === undefined && value !== false)
    findings.warning(document, path, `${field} is not used`, rule.note);
  if (rule.verdict === 'refused' && rule.to === undefined) {
    findings.errorAtKey(document, path, `${field} cannot be honoured`, rule.note);
  }
  const spelt = object.version === 'v1beta2' ? 'v1beta2' : 'v1beta1';
  if (rule.spelling !== undefined && rule.spelling !== spelt && !document.derived) {
    const hint = rule.otherwise === undefined ? undefined : `There it is ${rule.otherwise}.`;
    findings.warning(document, path, `${field} is not spelt so in ${object.version}; it is taken as it is meant`, hint);
  }
  if (rule.to === undefined) return [];
  return [{ rule, to: rule.to === '' ? [] : rule.to.split('.'), value, from: path }];
}

/** Those of Cluster API say what a controller is to do, or has done. */
function annotations({ document, annotations: written, kind }: ClusterApiObject, findings: Findings): void {
  for (const key of Object.keys(written)) {
    const domain = key.split('/')[0] ?? '';
    if (key === 'installer.dev/host' && kind === 'Machine') continue;
    if (!/(^|\.)x-k8s\.io$/.test(domain) && domain !== 'installer.dev') continue;
    findings.warning(document, ['metadata', 'annotations', key], `the annotation ${key} has no effect`);
  }
}

function unknown(
  path: (string | number)[],
  rules: readonly FieldRule[],
  { document, kind }: ClusterApiObject,
  findings: Findings,
): void {
  const parent = fieldOf(path.slice(0, -1));
  const name = String(path.at(-1) ?? '');
  const siblings = fieldsBelow(parent, rules);
  // Metadata is bookkeeping: nothing that could be meant by it changes a machine.
  if (path[0] === 'metadata') {
    findings.warning(document, path, `${kind} has no field ${pathText(path)}; it is not used`);
    return;
  }
  const place = parent === '' ? kind : `${pathText(path.slice(0, -1))} of a ${kind}`;
  const meant = nearest(name, siblings);
  const hint = meant === undefined ? `Its fields are ${siblings.join(', ')}.` : `Did you mean ${meant}?`;
  findings.errorAtKey(document, path, `${place} has no field ${name}`, hint);
}

/** Names of the fields that rules know directly below a place. */
function fieldsBelow(place: string, rules: readonly FieldRule[]): string[] {
  const prefix = place === '' ? '' : `${place}.`;
  const names = rules.filter(({ field }) => field.startsWith(prefix)).map(({ field }) => field.slice(prefix.length));
  return [...new Set(names.map((name) => name.split('.')[0]?.replace('[]', '') ?? ''))];
}

/** As rules name it: `spec.workers.machineDeployments[].class`. */
function fieldOf(path: DocumentPath): string {
  return path
    .map((segment) => (typeof segment === 'number' ? '[]' : `.${segment}`))
    .join('')
    .slice(1);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
