import type { PlacedDocument } from '../placed-document.ts';
import { type Complaint, type DocumentPath, pathText } from '../problem.ts';
import { fieldsOf } from './cluster-api-object.ts';

/** Where a part of what is composed was written. */
export interface Origin {
  document: PlacedDocument;
  path: DocumentPath;
  /** Who wrote the field's name, where that is somebody else than who wrote its value. */
  name?: { document: PlacedDocument; path: DocumentPath };
}

/** A document put together from several, which remembers of each part who wrote it. */
export class Composition {
  readonly #root: Record<string, unknown> = {};
  readonly #origins = new Map<string, Origin>();
  /** Whose place is taken for what nobody wrote. */
  readonly #fallback: PlacedDocument;

  constructor(fallback: PlacedDocument) {
    this.#fallback = fallback;
  }

  /** Puts `value` at `path`; on the way objects are made as needed. */
  set(path: DocumentPath, value: unknown, document: PlacedDocument, from: DocumentPath): void {
    const last = path.at(-1);
    if (last === undefined) return;
    let here: Record<string | number, unknown> = this.#root;
    for (const [depth, segment] of path.slice(0, -1).entries()) {
      const next = here[segment];
      if (typeof next === 'object' && next !== null) here = next as Record<string | number, unknown>;
      else {
        const made = (typeof path[depth + 1] === 'number' ? [] : {}) as Record<string | number, unknown>;
        here[segment] = made;
        here = made;
      }
    }
    here[last] = value;
    this.writtenBy(path, document, from);
  }

  /** What the part at `path` lacks is complained of in this place. */
  writtenBy(path: DocumentPath, document: PlacedDocument, from: DocumentPath): void {
    this.#origins.set(keyOf(path), { document, path: from });
  }

  /** That there is such a field as the one at `path` is complained of in this place. */
  namedBy(path: DocumentPath, document: PlacedDocument, from: DocumentPath): void {
    const origin = this.#origins.get(keyOf(path));
    if (origin !== undefined) this.#origins.set(keyOf(path), { ...origin, name: { document, path: from } });
  }

  get(path: DocumentPath): unknown {
    return path.reduce<unknown>(
      (here, segment) => (here as Record<string | number, unknown> | undefined)?.[segment],
      this.#root,
    );
  }

  /** Lays `patch` over what is at `path`, as JSON merge patch does (RFC 7396): null takes away, lists are replaced. */
  merge(path: DocumentPath, patch: unknown, document: PlacedDocument, from: DocumentPath): void {
    const merged = this.#merged(this.get(path), patch, document, path, from);
    const { document: writer, path: place } = this.#origins.get(keyOf(path)) ?? { document, path: from };
    this.set(path, merged, writer, place);
  }

  /** Lays patches over the entries of the same `name` of the list at `path`; the others are put behind them. */
  mergeByName(path: DocumentPath, patches: readonly unknown[], document: PlacedDocument, from: DocumentPath): void {
    const list = this.get(path);
    const names = Array.isArray(list) ? list.map((entry) => fieldsOf(entry).name) : [];
    let end = names.length;
    for (const [index, patch] of patches.entries()) {
      const { name } = fieldsOf(patch);
      const found = typeof name === 'string' ? names.indexOf(name) : -1;
      if (found >= 0) this.merge([...path, found], patch, document, [...from, index]);
      else this.set([...path, end++], patch, document, [...from, index]);
    }
  }

  #merged(base: unknown, patch: unknown, document: PlacedDocument, path: DocumentPath, from: DocumentPath): unknown {
    if (!isObject(base) || !isObject(patch)) this.writtenBy(path, document, from);
    if (!isObject(patch)) return patch;
    const fields = new Map(Object.entries(fieldsOf(base)));
    for (const [name, value] of Object.entries(patch)) {
      if (value === null) fields.delete(name);
      else fields.set(name, this.#merged(fields.get(name), value, document, [...path, name], [...from, name]));
    }
    return Object.fromEntries(fields);
  }

  /** Who wrote the part at `path`, and where; undefined: nobody. */
  originOf(path: DocumentPath): Origin | undefined {
    for (let depth = path.length; depth >= 0; depth--) {
      const origin = this.#origins.get(keyOf(path.slice(0, depth)));
      if (origin !== undefined) return { document: origin.document, path: [...origin.path, ...path.slice(depth)] };
    }
    return undefined;
  }

  /** Takes away the field at `path`, and who wrote it and what was below it. */
  remove(path: DocumentPath): void {
    const holder = this.get(path.slice(0, -1));
    const last = path.at(-1);
    if (typeof holder === 'object' && holder !== null && last !== undefined) Reflect.deleteProperty(holder, last);
    for (const key of this.#origins.keys()) if (isBelow(JSON.parse(key), path)) this.#origins.delete(key);
  }

  /** Puts an element before the first of the list at `path`. */
  prepend(path: DocumentPath, value: unknown, document: PlacedDocument, from: DocumentPath): void {
    const list = this.get(path);
    if (!Array.isArray(list)) return;
    const moved: [DocumentPath, Origin][] = list.flatMap((_, index) => {
      const origin = this.originOf([...path, index]);
      return origin === undefined ? [] : [[[...path, index + 1], origin]];
    });
    for (const [key, origin] of [...this.#origins]) {
      const place: (string | number)[] = JSON.parse(key);
      const index = place[path.length];
      if (!isBelow(place, path) || typeof index !== 'number') continue;
      this.#origins.delete(key);
      moved.push([[...path, index + 1, ...place.slice(path.length + 1)], origin]);
    }
    list.unshift(value);
    for (const [place, origin] of moved) this.writtenBy(place, origin.document, origin.path);
    this.writtenBy([...path, 0], document, from);
  }

  /** The composed document. A complaint about a field is told in the words and at the place of who wrote it. */
  placed(): PlacedDocument {
    return { ...this.#fallback, value: this.#root, locate: (complaint) => this.#locate(complaint) };
  }

  #locate(complaint: Complaint) {
    for (let depth = complaint.path.length; depth >= 0; depth--) {
      const composed = complaint.path.slice(0, depth);
      // A list that several documents make up is where its first entry is.
      const whole = depth === complaint.path.length ? this.#origins.get(keyOf([...composed, 0])) : undefined;
      const origin = this.#origins.get(keyOf(composed)) ?? whole;
      if (origin === undefined) continue;
      const { name } = origin;
      if (name !== undefined && depth === complaint.path.length && complaint.at === 'key') {
        return name.document.locate({ ...complaint, path: name.path, at: 'value' });
      }
      const path = [...origin.path, ...complaint.path.slice(depth)];
      const [ours, theirs] = [pathText(composed), pathText(origin.path)];
      const message = ours === theirs ? complaint.message : complaint.message.replaceAll(ours, theirs);
      return origin.document.locate({ ...complaint, path, message });
    }
    return this.#fallback.locate(complaint);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBelow(path: DocumentPath, holder: DocumentPath): boolean {
  return path.length >= holder.length && holder.every((segment, depth) => path[depth] === segment);
}

function keyOf(path: DocumentPath): string {
  return JSON.stringify(path);
}
