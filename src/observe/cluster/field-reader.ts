import { type Json, objectOf, stringOf, stringsOf } from './json.ts';

/**
 * Reads the fields of an object that somebody else may have written. What is missing, or of another type, is noted: then
 * the whole object is not understood, and what was read of it is not to be used.
 */
export class FieldReader {
  readonly #fields: Record<string, Json>;
  readonly #outcome: { understood: boolean };

  constructor(value: Json, outcome = { understood: true }) {
    this.#fields = objectOf(value);
    this.#outcome = outcome;
  }

  /** False as soon as one field of this object, or of one within it, was not as it must be. */
  get understood(): boolean {
    return this.#outcome.understood;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  /** The object in a field; without fields where there is none. */
  within(name: string): FieldReader {
    return new FieldReader(this.#fields[name], this.#outcome);
  }

  text(name: string): string {
    return stringOf(this.#fields[name]) ?? this.#fail('');
  }

  texts(name: string): Record<string, string> {
    return stringsOf(this.#fields[name]);
  }

  list(name: string): string[] {
    const value = this.#fields[name];
    if (!Array.isArray(value)) return this.#fail([]);
    return value.map((entry) => (typeof entry === 'string' ? entry : this.#fail('')));
  }

  number(name: string): number {
    const value = this.#fields[name];
    return typeof value === 'number' ? value : this.#fail(0);
  }

  flag(name: string): boolean {
    const value = this.#fields[name];
    return typeof value === 'boolean' ? value : this.#fail(false);
  }

  oneOf<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
    const value = this.#fields[name];
    return words.find((word) => word === value) ?? this.#fail(words[0]);
  }

  /** `{[name]: read(name)}`, or nothing where the field is absent. */
  optional<Name extends string, Value>(name: Name, read: (name: Name) => Value): { [key in Name]?: Value } {
    return this.has(name) ? ({ [name]: read(name) } as { [key in Name]?: Value }) : {};
  }

  #fail<Value>(instead: Value): Value {
    this.#outcome.understood = false;
    return instead;
  }
}
