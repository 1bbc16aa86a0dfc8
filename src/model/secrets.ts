const MASK = '••••••';
const SHORTEST_MASKED = 4;

/** Values that must never be shown. Registered when born, masked by value in every sink. */
export class Secrets {
  readonly #values = new Set<string>();

  /** Registers a secret and each of its lines. Values shorter than 4 characters are not masked: they would blot out ordinary text. */
  add(value: string): string {
    for (const part of [value, ...value.split('\n')]) {
      if (part.trim().length >= SHORTEST_MASKED) this.#values.add(part);
    }
    return value;
  }

  /** `text` with every registered value replaced. */
  mask(text: string): string {
    let masked = text;
    for (const value of this.#longestFirst()) {
      if (masked.includes(value)) masked = masked.split(value).join(MASK);
    }
    return masked;
  }

  #longestFirst(): string[] {
    return [...this.#values].sort((a, b) => b.length - a.length);
  }
}
