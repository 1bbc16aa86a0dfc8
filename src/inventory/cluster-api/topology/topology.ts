import type { DocumentPath } from '../../problem.ts';
import { type ClusterApiObject, fieldsOf } from '../cluster-api-object.ts';
import type { Composition } from '../composition.ts';
import type { Findings } from '../findings.ts';
import type { Said } from './said.ts';
import type { Variables } from './variables.ts';

/** The topology of a Cluster, with what the Inventory says of it laid over, and what it is expanded by. */
export interface Topology {
  /** Its cluster's name; undefined where nobody says it. */
  name?: string;
  namespace?: string;
  /** Holds the topology at `topology`, and remembers who wrote what. */
  composition: Composition;
  class: ClusterApiObject;
  /** Every document that a class may name. */
  templates: readonly ClusterApiObject[];
  /** Of the whole cluster; those that are overridden for one owner are its own. */
  variables: Variables;
  /** Nothing is wrong with them: one without a value has none. */
  complete: boolean;
  /** `builtin.cluster` */
  builtin: Record<string, unknown>;
  findings: Findings;
}

/** What the topology says at a place, and where it does. */
export function saidBy(topology: Pick<Topology, 'composition'>, path: DocumentPath): Said {
  const at = ['topology', ...path];
  const origin = topology.composition.originOf(at);
  if (origin === undefined) throw new Error(`nobody wrote the topology, of which ${path.join('.')} is asked`);
  return { value: valueIn(topology.composition.get(['topology']), path), origin };
}

/** What the ClusterClass says at a place. */
export function classSays({ class: object }: Pick<Topology, 'class'>, path: DocumentPath): Said {
  return { value: valueIn(object.value, path), origin: { document: object.document, path } };
}

/** The value at a path, or undefined where the way ends before; null is not written, as in Kubernetes. */
function valueIn(value: unknown, path: DocumentPath): unknown {
  let here = value;
  for (const segment of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, segment)) return undefined;
    here = (here as Record<string | number, unknown>)[segment];
  }
  return here ?? undefined;
}

/** The first of `said` that says something. */
export function firstSaid(...said: readonly Said[]): Said | undefined {
  return said.find(({ value }) => value !== undefined);
}

/** Number of entries of the list at a place. */
export function lengthOf({ value }: Said): number {
  return Array.isArray(value) ? value.length : 0;
}

/** The labels at a place, each with who wrote it; those of the first win. */
export function labelsOf(...said: readonly Said[]): Map<string, Said> {
  const labels = new Map<string, Said>();
  for (const { value, origin } of said) {
    for (const [key, label] of Object.entries(fieldsOf(value))) {
      if (labels.has(key)) continue;
      labels.set(key, { value: label, origin: { document: origin.document, path: [...origin.path, key] } });
    }
  }
  return labels;
}
