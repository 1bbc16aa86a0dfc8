import type { Secrets } from '../model/secrets.ts';
import { isPrivateKey, type PkiFiles, SHARED_PKI_FILES } from './shared-pki-files.ts';

/** Registers the private keys among `files`, line by line but for the PEM headers, which say nothing. */
export function registerKeys(files: Partial<PkiFiles>, secrets: Secrets): void {
  for (const name of SHARED_PKI_FILES) {
    if (!isPrivateKey(name)) continue;
    for (const line of files[name]?.split('\n') ?? []) {
      if (!line.startsWith('-----')) secrets.add(line);
    }
  }
}
