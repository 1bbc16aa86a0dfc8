/** What goes wrong and in which order things happen, written down beforehand; 0 is always "well" and "first". */
export class Tape {
  /** The choices that were made, each as small as it can be said: options that are added behind the others change nothing. */
  readonly played: number[] = [];
  readonly #choices: readonly number[];
  #position = 0;

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  /** From here on everything goes well. */
  get ended(): boolean {
    return this.#position >= this.#choices.length;
  }

  /** A choice below `options`. */
  next(options: number): number {
    const choice = (this.#choices[this.#position] ?? 0) % options;
    if (!this.ended) this.played.push(choice);
    this.#position++;
    return choice;
  }

  /** True once in `odds`, never after the tape has ended. */
  once(odds: number): boolean {
    return this.next(odds) === odds - 1;
  }

  /** One of `items`, the first after the tape has ended; `undefined` when there is none. */
  pick<T>(items: readonly T[]): T | undefined {
    return items.length > 0 ? items[this.next(items.length)] : undefined;
  }

  /** The rest is not played: everything goes well from here on. */
  end(): void {
    this.#position = this.#choices.length;
  }
}
