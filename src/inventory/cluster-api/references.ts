import type { DocumentPath } from '../problem.ts';
import { type ClusterApiObject, fieldsOf, titleOf, valueAt } from './cluster-api-object.ts';
import type { Findings } from './findings.ts';
import { type ClusterApiKind, isClusterApiKind } from './kinds.ts';

/** Finds the documents that others name, and remembers which were named. */
export class References {
  readonly #objects: readonly ClusterApiObject[];
  readonly #named = new Set<ClusterApiObject>();

  constructor(objects: readonly ClusterApiObject[]) {
    this.#objects = objects;
  }

  /**
   * The document that the reference at `path` of `from` names; undefined, with an error, where there is none.
   * @param kinds what may be named there
   */
  resolve(
    from: ClusterApiObject,
    path: DocumentPath,
    kinds: readonly ClusterApiKind[],
    findings: Findings,
  ): ClusterApiObject | undefined {
    const { kind, name, namespace = from.namespace } = fieldsOf(valueAt(from.value, path));
    const place = path.join('.');
    if (typeof kind !== 'string' || typeof name !== 'string' || kind === '' || name === '') {
      findings.errorAtKey(from.document, path, `${place} names no document`, 'It needs kind and name.');
      return undefined;
    }
    if (!isClusterApiKind(kind) || !kinds.includes(kind)) {
      const hint = `Supported there: ${kinds.join(', ')}.`;
      findings.error(from.document, [...path, 'kind'], `${place} names a ${kind}, which is not supported`, hint);
      return undefined;
    }
    const found = this.#objects.find(
      (each) => each.kind === kind && each.name === name && meets(each.namespace, namespace),
    );
    if (found !== undefined) {
      this.name(found);
      return found;
    }
    if (findings.incomplete) return undefined;
    const others = this.#objects.filter((each) => each.kind === kind).map((each) => elsewhere(each, name));
    const there = others.length === 0 ? `there is no ${kind}` : `there is ${others.join(', ')}`;
    const where = this.#objects.some((each) => each.kind === kind && each.name === name)
      ? ` in namespace ${namespace}`
      : '';
    const message = `${titleOf(from)} refers to ${titleOf({ kind, name })}${where}, which is not among the documents`;
    findings.error(from.document, [...path, 'name'], message, `Give the file that holds it with -f too; ${there}.`);
    return undefined;
  }

  /** Counts as named from now on. */
  name(object: ClusterApiObject): void {
    this.#named.add(object);
  }

  /** Whether some document named this one. */
  isNamed(object: ClusterApiObject): boolean {
    return this.#named.has(object);
  }
}

/** Of the same name, it is in another namespace. */
function elsewhere(object: ClusterApiObject, name: string): string {
  return object.name === name ? `${titleOf(object)} in namespace ${object.namespace}` : titleOf(object);
}

function meets(ours: string | undefined, theirs: unknown): boolean {
  return ours === undefined || typeof theirs !== 'string' || theirs === '' || ours === theirs;
}
