/** Milliseconds as a limit is spoken of: `10 min`, `90 s`. */
export function limitInWords(ms: number): string {
  return ms >= 60_000 && ms % 60_000 === 0 ? `${ms / 60_000} min` : `${Math.round(ms / 1000)} s`;
}
