import { render } from '../../../playbook/go-template/render.ts';
import { placeInTemplate, TemplateError } from '../../../playbook/go-template/template-error.ts';
import { kindInWords } from '../../../playbook/go-template/values.ts';
import { type DocumentPath, pathText } from '../../problem.ts';
import { type ClusterApiObject, fieldsOf, valueAt } from '../cluster-api-object.ts';
import { Composition } from '../composition.ts';
import { operationProblems } from './check-patches.ts';
import { applyJsonPatch } from './json-patch.ts';
import { renderedYaml } from './rendered-yaml.ts';
import type { Said } from './said.ts';
import { selects, type Target } from './selector.ts';
import { saidBy, type Topology } from './topology.ts';
import { variableAt } from './variable-at.ts';
import { resolveVariables } from './variables.ts';

const NO_YAML =
  'Text that is to be one value stands in quotes: {{ .name | quote }}. What it renders to is not shown: it may hold a secret.';

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
  const { findings, class: object } = topology;
  const before = findings.errors;
  const value = rendered(written, at, scope, topology, false)?.value;
  if (findings.errors > before || typeof value === 'boolean') return value === true;
  // What prints nothing at all is no slip: conditions are written so, {{ if … }}true{{ end }}.
  if (value !== null && scope.complete) {
    const message = `${placeOfPatch(at, topology)} renders to ${kindInWords(value)}, neither true nor false: the patch is not applied`;
    const hint =
      'As in Cluster API only true enables it. Compare: {{ eq .name "value" }}, {{ ne .name "" }}, {{ not (empty .name) }}; a misspelt variable prints <no value>.';
    findings.warning(object.document, at, message, hint);
  }
  return false;
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
  topology: Topology,
  complete: boolean,
): Said | undefined {
  const { findings } = topology;
  const { document } = topology.class;
  const where = placeOfPatch(path, topology);
  try {
    const { text, missing } = render(template, scope.data);
    const [first] = missing;
    if (complete && scope.complete && first !== undefined) {
      const message = `${where} prints <no value> (its ${placeInTemplate(template, first)}): a variable has no value`;
      findings.warning(document, path, message, 'Cluster API prints the same. Give the variable a value or a default.');
    }
    const yaml = renderedYaml(text);
    if ('value' in yaml) return { value: yaml.value, origin: { document, path } };
    // Its text is not shown: it may hold what a variable keeps secret.
    findings.error(document, path, `what ${where} renders to is no YAML: ${yaml.why}`, NO_YAML);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const place = placeInTemplate(template, error.offset);
    findings.error(document, path, `${where} cannot be rendered: ${error.message} (its ${place})`, error.hint);
  }
  return undefined;
}

/** `spec.patches[0].enabledIf of the patch first` */
function placeOfPatch(path: DocumentPath, { class: { value } }: Topology): string {
  const { name } = fieldsOf(valueAt(value, path.slice(0, 3)));
  return typeof name === 'string' ? `${pathText(path)} (patch ${name})` : pathText(path);
}
