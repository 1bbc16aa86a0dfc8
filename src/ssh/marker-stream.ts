import { StringDecoder } from 'node:string_decoder';

/** Receives what a marked stream turns out to hold. */
export interface MarkerListener {
  /** Text before the first marker: login scripts, sudo's prompt. */
  noise(text: string): void;
  /** Text between markers: what the script itself said. */
  text(text: string): void;
  /** One marker: `<nonce>:<name>:<value>`. */
  marker(name: string, value: string): void;
}

/**
 * Splits one output stream into the markers of our wrapper and what is between them. Markers are told apart by a nonce
 * that nobody else on the host knows; they may stand anywhere, also behind a line without newline. What could be the
 * beginning of a marker is held back until it is clear.
 */
export class MarkerStream {
  readonly #prefix: string;
  readonly #listener: MarkerListener;
  readonly #decoder = new StringDecoder('utf8');
  #pending = '';
  #begun = false;

  constructor(nonce: string, listener: MarkerListener) {
    this.#prefix = `${nonce}:`;
    this.#listener = listener;
  }

  push(bytes: Buffer): void {
    this.#pending += this.#decoder.write(bytes);
    let at = this.#pending.indexOf(this.#prefix);
    while (at >= 0) {
      const newline = this.#pending.indexOf('\n', at);
      this.#emit(this.#pending.slice(0, at));
      if (newline < 0) {
        this.#pending = this.#pending.slice(at);
        return;
      }
      const body = this.#pending.slice(at + this.#prefix.length, newline);
      this.#pending = this.#pending.slice(newline + 1);
      this.#begun = true;
      const colon = body.indexOf(':');
      if (colon < 0) this.#listener.marker(body, '');
      else this.#listener.marker(body.slice(0, colon), body.slice(colon + 1));
      at = this.#pending.indexOf(this.#prefix);
    }
    const held = this.#possiblePrefix();
    this.#emit(this.#pending.slice(0, this.#pending.length - held));
    this.#pending = this.#pending.slice(this.#pending.length - held);
  }

  /** To be called when the stream ends: gives out what was held back. */
  end(): void {
    this.#emit(this.#pending + this.#decoder.end());
    this.#pending = '';
  }

  #possiblePrefix(): number {
    for (let length = Math.min(this.#prefix.length - 1, this.#pending.length); length > 0; length--) {
      if (this.#pending.endsWith(this.#prefix.slice(0, length))) return length;
    }
    return 0;
  }

  #emit(text: string): void {
    if (text === '') return;
    if (this.#begun) this.#listener.text(text);
    else this.#listener.noise(text);
  }
}
