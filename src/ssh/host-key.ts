import { createHash } from 'node:crypto';

/** A public host key: its type and the bytes that travel on the wire (RFC 4253, 6.6). */
export interface HostKey {
  type: string;
  blob: Buffer;
}

/** The key type that a public key blob names itself, or undefined when it is no key. */
export function keyTypeOf(blob: Buffer): string | undefined {
  if (blob.length < 8) return undefined;
  const length = blob.readUInt32BE(0);
  if (length === 0 || length > 64 || blob.length < 4 + length) return undefined;
  return blob.toString('latin1', 4, 4 + length);
}

/** `SHA256:…` as OpenSSH prints it. */
export function fingerprint(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** Reads `type base64 [comment]`, the form of `hostKey:` and of a .pub file. Undefined when it is not one. */
export function parsePublicKey(text: string): HostKey | undefined {
  const [type, base64] = text.trim().split(/\s+/);
  if (type === undefined || base64 === undefined) return undefined;
  const blob = Buffer.from(base64, 'base64');
  return keyTypeOf(blob) === type ? { type, blob } : undefined;
}

/** `ED25519`, `RSA`, …: how OpenSSH's messages name a key type. */
export function shortKeyType(type: string): string {
  if (type.startsWith('ecdsa-')) return 'ECDSA';
  return type.replace(/^ssh-/, '').toUpperCase();
}

/** The name `ssh-keyscan -t` knows a key type by. */
export function keyscanType(type: string): string {
  return shortKeyType(type).toLowerCase();
}

/** Host key algorithms of the SSH handshake that prove a key of this type (RFC 8332 for RSA). */
export function algorithmsForKeyType(type: string): string[] {
  return type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] : [type];
}
