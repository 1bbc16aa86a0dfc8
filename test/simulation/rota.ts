import { Tape } from './tape.ts';

/** All goes well, and whatever can go on has its turn in every round, so that everything runs side by side that may. */
export class Rota extends Tape {
  readonly #order: readonly number[];
  #drawn = 0;
  /** Who has not had a turn in this round. */
  #left: number[] = [];

  /** @param order mixes the turns of a round; it is gone through over and over */
  constructor(order: readonly number[]) {
    super([]);
    this.#order = order;
  }

  override next(options: number): number {
    this.#left = this.#left.filter((choice) => choice < options);
    if (this.#left.length === 0) this.#left = Array.from({ length: options }, (_, choice) => choice);
    this.#drawn++;
    const draw = this.#order[this.#drawn % this.#order.length] ?? 0;
    const [choice = 0] = this.#left.splice(draw % this.#left.length, 1);
    return choice;
  }

  override once(): boolean {
    return false;
  }
}
