import { gunzipSync } from 'node:zlib';
import type { KubeadmFile } from './desired.ts';

/** The bytes that a file's `content` and `encoding` stand for; undefined when they do not fit. */
export function decodeContent({
  content = '',
  encoding,
}: Pick<KubeadmFile, 'content' | 'encoding'>): Buffer | undefined {
  try {
    if (encoding === 'base64') return Buffer.from(content, 'base64');
    if (encoding === 'gzip+base64') return gunzipSync(Buffer.from(content, 'base64'));
    if (encoding === 'gzip') return gunzipSync(Buffer.from(content, 'latin1'));
  } catch {
    return undefined;
  }
  return Buffer.from(content, 'utf8');
}
