/** `2026-11-23 06:47:56`, where the person is. */
export function localTime(iso: string): string {
  // Swedish writes dates as ISO 8601 does.
  return new Date(iso).toLocaleString('sv-SE');
}
