import { parseDocument } from 'yaml';
import { render } from '../../../playbook/go-template/render.ts';
import { lineOfTemplate, TemplateError } from '../../../playbook/go-template/template-error.ts';
import { type DocumentPath, pathText } from '../../problem.ts';
import { type ClusterApiObject, fieldsOf, valueAt } from '../cluster-api-object.ts';
import { Composition } from '../composition.ts';
import { operationProblems } from './check-patches.ts';
import { applyJsonPatch } from './json-patch.ts';
import type { Said } from './said.ts';
import { selects, type Target } from './selector.ts';
import { saidBy, type Topology } from './topology.ts';
import { variableAt } from './variable-at.ts';
import { resolveVariables } from './variables.ts';

/** Variables as patches see them, and who wrote the values. */
interface Scope {
  data: Record<string, unknown>;
  said(name: string): Said | undefined;
  /** One without a value is not one with a wrong value, about which all has been said. */
  complete: boolean;
}

/**
 * A template with the patches of the ClusterClass that are meant for it, in their order.
 * @param target what the template is for
 */
export function patchTemplate(template: ClusterApiObject, target: Target, topology: Topology): Composition {
  const patched = new Composition(template.document);
  for (const [name, value] of Object.entries(template.value)) {
    patched.set([name], structuredClone(value), template.document, [name]);
  }
  const scope = scopeOf(target, topology);
  const patches = valueAt(topology.class.value, ['spec', 'patches']);
  for (const [index, patch] of (Array.isArray(patches) ? patches : []).entries()) {
    const at = ['spec', 'patches', index];
    const definitions = fieldsOf(patch).definitions;
    const meant = (Array.isArray(definitions) ? [...definitions.entries()] : []).filter(([, definition]) =>
      selects(fieldsOf(definition).selector, { kind: template.kind, apiVersion: template.value.apiVersion }, target),
    );
    if (meant.length === 0 || !isEnabled(fieldsOf(patch).enabledIf, [...at, 'enabledIf'], scope, topology)) continue;
    for (const [number, definition] of meant) {
      const operations = fieldsOf(definition).jsonPatches;
      for (const [position, operation] of (Array.isArray(operations) ? operations : []).entries()) {
        apply(patched, operation, [...at, 'definitions', number, 'jsonPatches', position], scope, topology);
      }
    }
  }
  return patched;
}

function scopeOf(target: Target, topology: Topology): Scope {
  const { overrides, builtin: ours } = target;
  const { findings } = topology;
  const before = findings.errors;
  const own = resolveVariables(topology.class, (...path) => saidBy(topology, [...overrides, ...path]), false, findings);
  const variables = new Map([...topology.variables, ...own]);
  const values = [...variables].map(([name, { value }]): [string, unknown] => [name, value]);
  const data = Object.fromEntries([...values, ['builtin', { cluster: topology.builtin, ...ours }]]);
  const complete = topology.complete && findings.errors === before;
  return { data, said: (name) => variables.get(name), complete };
}

function isEnabled(written: unknown, at: DocumentPath, scope: Scope, topology: Topology): boolean {
  if (typeof written !== 'string') return written === undefined || written === null;
  // What prints nothing is not enabled, as in Cluster API; conditions are written so.
  return rendered(written, at, scope, topology, false)?.value === true;
}

function apply(patched: Composition, written: unknown, at: DocumentPath, scope: Scope, topology: Topology): void {
  const { op, path } = fieldsOf(written);
  // Said where all patches are checked.
  if (operationProblems(written).length > 0 || typeof path !== 'string') return;
  if (op !== 'add' && op !== 'replace' && op !== 'remove') return;
  const said = op === 'remove' ? nothing(at, topology) : valueOfPatch(fieldsOf(written), at, scope, topology);
  if (said === undefined) return;
  const { document } = topology.class;
  const patch = { document, path: [...at, 'path'] };
  const why = applyJsonPatch(patched, { op, path, value: said.value }, said.origin.document, said.origin.path, patch);
  if (why === undefined) return;
  const missing = op === 'add' && why.startsWith('there is no');
  const hint = missing
    ? 'Patches add no objects on the way: write it in the template, or add the whole object.'
    : undefined;
  topology.findings.error(document, [...at, 'path'], `${pathText(at)} cannot be applied: ${why}`, hint);
}

function nothing(path: DocumentPath, { class: { document } }: Topology): Said {
  return { value: undefined, origin: { document, path } };
}

function valueOfPatch(
  patch: Readonly<Record<string, unknown>>,
  at: DocumentPath,
  scope: Scope,
  topology: Topology,
): Said | undefined {
  const { document } = topology.class;
  if (patch.valueFrom === undefined) return { value: patch.value, origin: { document, path: [...at, 'value'] } };
  const { variable, template } = fieldsOf(patch.valueFrom);
  if (typeof template === 'string') return rendered(template, [...at, 'valueFrom', 'template'], scope, topology, true);
  if (typeof variable !== 'string') return undefined;
  const path = [...at, 'valueFrom', 'variable'];
  const found = variableAt(scope.data, variable);
  if (found === undefined) {
    if (!scope.complete) return undefined;
    const hint = 'A variable without a value and without a default: give it one, or write enabledIf.';
    topology.findings.error(document, path, `the variable ${variable} has no value here`, hint);
    return undefined;
  }
  const [name, ...rest] = found.segments;
  const said = scope.said(String(name));
  const origin = said?.origin;
  return {
    value: found.value,
    origin: origin === undefined ? { document, path } : { ...origin, path: [...origin.path, ...rest] },
  };
}

function rendered(
  template: string,
  path: DocumentPath,
  scope: Scope,
  { class: { document }, findings }: Topology,
  complete: boolean,
): Said | undefined {
  try {
    const { text, missing } = render(template, scope.data);
    const [first] = missing;
    if (complete && scope.complete && first !== undefined) {
      const message = `${pathText(path)} prints <no value>${lineOfTemplate(template, first)}: a variable has no value`;
      findings.warning(document, path, message, 'Cluster API prints the same. Give the variable a value or a default.');
    }
    const parsed = parseDocument(text, { logLevel: 'silent' });
    const [broken] = parsed.errors;
    if (broken === undefined) return { value: parsed.toJS() ?? null, origin: { document, path } };
    const why = broken.message.split('\n')[0]?.replace(/:$/, '');
    findings.error(document, path, `what ${pathText(path)} renders to is no YAML: ${why}`, firstLines(text));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const where = lineOfTemplate(template, error.offset);
    findings.error(document, path, `${pathText(path)} cannot be rendered${where}: ${error.message}`);
  }
  return undefined;
}

function firstLines(text: string): string {
  const short = text.trim().split('\n').slice(0, 3).join(' ⏎ ');
  return `It renders to: ${short.length > 120 ? `${short.slice(0, 120)}…` : short}`;
}
