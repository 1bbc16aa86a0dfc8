const WORD = /[0-9A-Fa-f]{8}/g;

/**
 * An address as /proc/net writes it: 32-bit words in hex, each in the byte order of the host.
 * Every architecture that Kubernetes is built for but s390x is little-endian, which is assumed.
 */
export function hexAddress(hex: string): string {
  const bytes = (hex.match(WORD) ?? []).flatMap((word) =>
    [6, 4, 2, 0].map((at) => Number.parseInt(word.slice(at, at + 2), 16)),
  );
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return hex;
  if (bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255) {
    return bytes.slice(12).join('.');
  }
  const groups: string[] = [];
  for (let at = 0; at < 16; at += 2) groups.push((((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16));
  return shortest(groups);
}

/** RFC 5952: the longest run of two or more zero groups becomes `::`. */
function shortest(groups: readonly string[]): string {
  const run = [...groups.join(':').matchAll(/\b0(?::0\b)+/g)].sort((a, b) => b[0].length - a[0].length)[0];
  if (run === undefined) return groups.join(':');
  const text = groups.join(':');
  return `${text.slice(0, run.index).replace(/:$/, '')}::${text.slice(run.index + run[0].length).replace(/^:/, '')}`;
}
