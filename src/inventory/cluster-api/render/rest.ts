import { fieldsOf } from '../cluster-api-object.ts';
import { withoutNulls } from '../convert-value.ts';

/**
 * A part of an inventory from which fields are taken; what is left is what nobody took. The part itself stays as it is.
 * Fields that are null were not written.
 */
export class Rest {
  readonly #fields: Record<string, unknown>;

  constructor(part: unknown) {
    this.#fields = withoutNulls(fieldsOf(part)) as Record<string, unknown>;
  }

  /** The value at `place`, as `rollout.strategy.type`; undefined where there is none. */
  peek(place: string): unknown {
    return place.split('.').reduce<unknown>((here, field) => own(here, field), this.#fields);
  }

  /** The same, and takes it away. */
  take(place: string): unknown {
    const path = place.split('.');
    const value = this.peek(place);
    const holder = path.slice(0, -1).reduce<unknown>((here, field) => own(here, field), this.#fields);
    if (value !== undefined) Reflect.deleteProperty(fieldsOf(holder), path.at(-1) ?? '');
    return value;
  }

  set(field: string, value: unknown): void {
    this.#fields[field] = value;
  }

  /** What is left, without objects that hold nothing. */
  left(): Record<string, unknown> {
    return withoutEmpty(this.#fields);
  }
}

function own(value: unknown, field: string): unknown {
  const fields = fieldsOf(value);
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

function withoutEmpty(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, value]];
    const inner = withoutEmpty(fieldsOf(value));
    return Object.keys(inner).length === 0 ? [] : [[name, inner]];
  });
  return Object.fromEntries(kept);
}
