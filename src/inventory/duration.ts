const MS_PER_UNIT: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration of ours: whole seconds as a number, or text as 500ms, 10s, 2m. */
export function durationMs(duration: string | number): number {
  return typeof duration === 'number' ? duration * 1000 : goDurationMs(duration);
}

/** Milliseconds of a duration as Go writes it: 10m, 1h30m, 0s. What is no such text counts as 0. */
export function goDurationMs(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (MS_PER_UNIT[unit] ?? 0), 0);
}
