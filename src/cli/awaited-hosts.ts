import type { Host } from '../model/host-handle.ts';

/** Which hosts are asked something just now. */
export class AwaitedHosts {
  readonly #asked = new Map<string, number>();

  /** By name, in order. */
  get names(): string[] {
    return [...this.#asked.keys()].sort();
  }

  /** The same host, noted while one of its answers is awaited. */
  noting(host: Host): Host {
    return {
      name: host.name,
      address: host.address,
      read: (...asked) => this.#during(host.name, host.read(...asked)),
      run: (...asked) => this.#during(host.name, host.run(...asked)),
      upload: (...asked) => this.#during(host.name, host.upload(...asked)),
      hold: (...asked) => this.#during(host.name, host.hold(...asked)),
    };
  }

  async #during<T>(name: string, answer: Promise<T>): Promise<T> {
    this.#asked.set(name, (this.#asked.get(name) ?? 0) + 1);
    try {
      return await answer;
    } finally {
      const left = (this.#asked.get(name) ?? 1) - 1;
      if (left > 0) this.#asked.set(name, left);
      else this.#asked.delete(name);
    }
  }
}
