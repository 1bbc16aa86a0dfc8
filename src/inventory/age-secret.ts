import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InstallerError } from '../errors.ts';
import type { Secrets } from '../model/secrets.ts';

const IDENTITY_VARIABLE = 'INSTALLER_AGE_IDENTITY';
const ARMOR = '-----BEGIN AGE ENCRYPTED FILE-----';
const IDENTITY = /^AGE-SECRET-KEY-\S+$/;

interface AgeOptions {
  label: string;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  secrets: Secrets;
  prompt?: ((label: string) => Promise<string>) | undefined;
}

/**
 * The text of a file encrypted with age, binary or armored: by passphrase (asked for) or to the identities of
 * INSTALLER_AGE_IDENTITY, which holds an identity itself or the path of an identity file.
 * @throws InstallerError `usage` when it cannot be read or decrypted
 */
export async function decryptAge(file: string, options: AgeOptions): Promise<string> {
  const { label, secrets } = options;
  const refuse = (message: string, hint: string, cause?: unknown): InstallerError =>
    new InstallerError('usage', `${label}: ${message}`, cause === undefined ? { hint } : { hint, cause });
  const raw = await readFile(file).catch((error: unknown) => {
    throw refuse(`cannot read ${file}: ${(error as Error).message}`, 'Create it with: age -r RECIPIENT -o FILE', error);
  });
  const { armor, Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  const byPassphrase = async (): Promise<void> => {
    if (options.prompt === undefined) {
      const hint = `Encrypt it to a recipient (age -r) and set ${IDENTITY_VARIABLE}, or run this in a terminal.`;
      throw refuse(`${file} wants a passphrase, and nobody can be asked here: this is not a terminal`, hint);
    }
    decrypter.addPassphrase(secrets.add(await options.prompt(`Passphrase of ${file}`)));
  };
  const bytes = await bytesOf(raw, armor.decode).catch((error: unknown) => {
    throw refuse(`${file} is not a file encrypted with age`, 'Create it with: age -r RECIPIENT -o FILE', error);
  });
  if (isByPassphrase(bytes)) await byPassphrase();
  else for (const identity of await identities(options, refuse)) decrypter.addIdentity(secrets.add(identity));
  try {
    return await decrypter.decrypt(bytes, 'text');
  } catch (error) {
    const hint = isByPassphrase(bytes)
      ? 'Check the passphrase.'
      : `Check that ${IDENTITY_VARIABLE} belongs to a recipient of this file.`;
    throw refuse(`cannot decrypt ${file}: ${(error as Error).message}`, hint, error);
  }
}

async function bytesOf(raw: Buffer, decode: (text: string) => Uint8Array): Promise<Uint8Array> {
  if (raw.subarray(0, 200).toString('latin1').trimStart().startsWith(ARMOR)) return decode(raw.toString('latin1'));
  if (!raw.subarray(0, 22).toString('latin1').startsWith('age-encryption.org/')) throw new Error('no age header');
  return new Uint8Array(raw);
}

/** The header lists who can open the file; a passphrase is the kind `scrypt`. */
function isByPassphrase(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 200)).toString('latin1').includes('\n-> scrypt ');
}

async function identities(
  options: AgeOptions,
  refuse: (message: string, hint: string) => InstallerError,
): Promise<string[]> {
  const value = options.env[IDENTITY_VARIABLE]?.trim();
  if (value === undefined || value === '') {
    const hint = `Set ${IDENTITY_VARIABLE} to an identity file, for example the one age-keygen -o key.txt made.`;
    throw refuse(`${IDENTITY_VARIABLE} is not set, and the file is encrypted to a recipient`, hint);
  }
  if (IDENTITY.test(value)) return [value];
  const file = path.resolve(options.cwd, value);
  const text = await readFile(file, 'utf8').catch(() => '');
  const found = text.split(/\r?\n/).filter((line) => IDENTITY.test(line));
  if (found.length === 0)
    throw refuse(`${IDENTITY_VARIABLE}: ${file} holds no age identity`, 'It has a line AGE-SECRET-KEY-1…');
  return found;
}
