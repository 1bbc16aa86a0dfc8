import { Secrets } from '../../src/model/secrets.ts';
import { issueClusterAuthorities } from '../../src/pki/issue-authorities.ts';
import type { PkiFiles } from '../../src/pki/shared-pki-files.ts';

/** Authorities of a cluster, with keys that are short and therefore quick to make. */
export function quickAuthorities(clusterName = 'b-cluster'): Promise<PkiFiles> {
  return issueClusterAuthorities({ clusterName, now: new Date(), keyBits: 1024, secrets: new Secrets() });
}

/** What the host prints when it is asked for these files (readPkiScript). */
export function printedPki(files: Partial<PkiFiles>): string {
  return Object.entries(files)
    .map(([name, text]) => {
      const base64 = Buffer.from(text).toString('base64').replaceAll(/.{76}/g, '$&\n');
      return `installer-pki-begin ${name}\n${base64}\ninstaller-pki-end\n`;
    })
    .join('');
}
