import type { FactSection } from '../section.ts';

/** The host's clock in milliseconds since the epoch; `undefined` when it could not be read. */
export const clock: FactSection<{ hostMs: number | undefined }> = {
  scripts: { clock: 'date +%s%N' },
  parse(seen) {
    const digits = /^\d+/.exec(seen.lines('clock')[0] ?? '')?.[0] ?? '';
    if (digits === '') return { hostMs: undefined };
    // Without %N (busybox) only whole seconds are known: half a second is the best guess.
    if (digits.length < 18) return { hostMs: Number(digits) * 1000 + 500 };
    return { hostMs: Number(digits.slice(0, -6)) };
  },
};
