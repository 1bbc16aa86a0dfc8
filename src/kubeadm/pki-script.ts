import type { Secrets } from '../model/secrets.ts';
import { registerKeys } from '../pki/register-keys.ts';
import { type PkiFileName, type PkiFiles, SHARED_PKI_FILES } from '../pki/shared-pki-files.ts';
import { BOOTSTRAP_PATHS } from './bootstrap-paths.ts';
import { shQuote } from './sh-text.ts';

const BEGIN = 'installer-pki-begin ';
const END = 'installer-pki-end';

/**
 * sh for root that prints the shared authorities of a control plane, or some of their files, each file in base64 between marks; files that are
 * not there are left out. Changes nothing. Its output is secret: do not show it, hand it to parsePki.
 */
export function readPkiScript(
  names: readonly PkiFileName[] = SHARED_PKI_FILES,
  kubernetes: string = BOOTSTRAP_PATHS.kubernetes,
): string {
  return `cd ${shQuote(`${kubernetes}/pki`)} 2>/dev/null || exit 0
for name in ${names.join(' ')}; do
  [ -f "$name" ] || continue
  printf '${BEGIN}%s\\n' "$name"
  base64 <"$name"
  printf '${END}\\n'
done
`;
}

/** The files that readPkiScript printed, private keys registered as secrets, in both their forms. Unfinished files are left out. */
export function parsePki(stdout: string, secrets: Secrets): Partial<PkiFiles> {
  const files: Partial<PkiFiles> = {};
  let current: { name: PkiFileName; lines: string[] } | undefined;
  for (const line of stdout.split('\n').map((text) => text.trim())) {
    if (line.startsWith(BEGIN)) {
      const name = SHARED_PKI_FILES.find((known) => known === line.slice(BEGIN.length));
      current = name && { name, lines: [] };
    } else if (line === END && current) {
      files[current.name] = Buffer.from(current.lines.join(''), 'base64').toString('utf8');
      if (current.name.endsWith('.key')) for (const encoded of current.lines) secrets.add(encoded);
      current = undefined;
    } else {
      current?.lines.push(line);
    }
  }
  registerKeys(files, secrets);
  return files;
}
