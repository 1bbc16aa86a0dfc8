import { nearest } from './nearest.ts';
import type { DocumentPath } from './problem.ts';

/** Literal secrets under any of their usual names, and the field that says where to take them from instead. */
const LITERALS: readonly { pattern: RegExp; field: string; variable: string }[] = [
  {
    pattern: /^(pass(word|wd)?|pwd|pw|ssh_?pass(word)?|login_?pass(word)?)$/i,
    field: 'passwordFrom',
    variable: 'SSH_PASSWORD',
  },
  { pattern: /^(sudo|become)_?pass(word|wd)?$/i, field: 'passwordFrom', variable: 'SUDO_PASSWORD' },
  { pattern: /^(key_?)?(pass_?phrase|key_?password)$/i, field: 'passphraseFrom', variable: 'SSH_KEY_PASSPHRASE' },
];

/** A misspelt name is no reason to show the secret beside it. */
const NAMES = ['password', 'passphrase', 'sudoPassword'];

/** Whether what stands at `path` may be a secret, by the name of the field. */
export function isSecretField(path: DocumentPath): boolean {
  return /pass|secret|token/i.test(String(path.at(-1)));
}

/** Words for a secret written into the inventory; undefined when `field` is no such thing. Never repeats its value. */
export function literalSecret(field: string, known: readonly string[]): { message: string; hint: string } | undefined {
  const literal = LITERALS.find(({ pattern }) => pattern.test(nearest(field, NAMES) ?? field));
  if (literal === undefined) return undefined;
  const message = `${field} is a secret written in the inventory; that is refused`;
  if (known.includes('passwdFrom')) {
    const hint =
      'Write the hash of the password as passwd (openssl passwd -6), or passwdFrom: { secret: { name, key } }.';
    return { message, hint };
  }
  const where = known.includes(literal.field)
    ? literal.field
    : `ssh.${/sudo|become/i.test(field) ? 'sudo.' : ''}${literal.field}`;
  return {
    message,
    hint: `Remove it and say where it comes from: ${where}: { env: ${literal.variable} } (or file, prompt, age). Change the secret if this file was shared.`,
  };
}
