import { createHash } from 'node:crypto';

/** A short name for a text: 24 hexadecimal digits of its sha256. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
