import { type ClusterApiObject, fieldsOf, titleOf } from '../cluster-api-object.ts';
import type { ClusterApiKind } from '../kinds.ts';
import type { Said } from './said.ts';
import { shown } from './shown.ts';
import { classSays, firstSaid, type Topology } from './topology.ts';

/** The reference to a template as v1beta1 (`ref`) or v1beta2 (`templateRef`) writes it, in one of several places of a class. */
export function referenceAt(topology: Pick<Topology, 'class'>, ...places: (string | number)[][]): Said | undefined {
  return firstSaid(
    ...places.flatMap((path) => ['ref', 'templateRef'].map((field) => classSays(topology, [...path, field]))),
  );
}

/** The template of `kind` that a reference of the class names; undefined, with an error, where there is none. */
export function templateAt(
  reference: Said | undefined,
  kind: ClusterApiKind,
  what: string,
  topology: Topology,
): ClusterApiObject | undefined {
  const { findings } = topology;
  const { document } = topology.class;
  if (reference === undefined) {
    findings.errorAtKey(
      document,
      ['spec'],
      `${titleOf(topology.class)} names no template for ${what}`,
      `It needs a ${kind}.`,
    );
    return undefined;
  }
  const { path } = reference.origin;
  const { kind: written, name } = fieldsOf(reference.value);
  if (written !== kind) {
    const message = `${what} is made of a ${shown(written)}, which is not supported`;
    findings.error(document, [...path, 'kind'], message, `Supported there: ${kind}.`);
    return undefined;
  }
  const found = topology.templates.find((each) => each.kind === kind && each.name === name);
  if (found !== undefined || findings.incomplete) return found;
  const others = topology.templates.filter((each) => each.kind === kind).map(titleOf);
  const there = others.length === 0 ? `there is no ${kind}` : `there is ${others.join(', ')}`;
  const message = `${titleOf(topology.class)} refers to ${kind} ${shown(name)}, which is not among the documents`;
  findings.error(document, [...path, 'name'], message, `Give the file that holds it with -f too; ${there}.`);
  return undefined;
}
