const UNITS: readonly [number, string][] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'm'],
  [1, 's'],
];

/** `7m30s`, `2h`, `3d4h`: the two largest units, whole seconds at least. */
export function durationText(ms: number): string {
  let left = Math.max(0, Math.floor(ms / 1000));
  const first = UNITS.findIndex(([size]) => left >= size);
  if (first < 0) return '0s';
  const parts = UNITS.slice(first, first + 2).map(([size, unit]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('');
}
