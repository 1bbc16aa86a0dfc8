import { vi } from 'vitest';

let elapsed = 0;

/** Stands in for node:timers/promises: sleeping takes no time, but the clock of `useFakeClock` goes on by it. */
export const timersPromises = {
  async setTimeout(ms: number, value: unknown, options: { signal?: AbortSignal } = {}): Promise<unknown> {
    options.signal?.throwIfAborted();
    elapsed += ms;
    return value;
  },
};

/** Lets performance.now() tell the fake time, from zero. Undone by vi.restoreAllMocks. */
export function useFakeClock(): void {
  elapsed = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => elapsed);
}

/** Milliseconds slept since useFakeClock. */
export function sleptMs(): number {
  return elapsed;
}
