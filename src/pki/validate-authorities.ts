import { createPrivateKey, createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { readCertificate } from './read-certificate.ts';
import { type PkiFileName, type PkiFiles, SHARED_PKI_FILES } from './shared-pki-files.ts';

export interface AuthorityReport {
  /** Files of the shared set that are not there, in its order. */
  missing: PkiFileName[];
  /** One sentence each, naming the file. */
  problems: string[];
}

const AUTHORITIES = [
  ['ca.crt', 'ca.key'],
  ['front-proxy-ca.crt', 'front-proxy-ca.key'],
  ['etcd/ca.crt', 'etcd/ca.key'],
] as const;

/** Whether these files can serve a cluster: complete, each certificate an authority, valid at `now`, and matching its key. */
export function validateAuthorities(files: Partial<PkiFiles>, now: Date): AuthorityReport {
  const problems: string[] = [];
  for (const [certificateName, keyName] of AUTHORITIES) {
    const certificate = parsed(files[certificateName], readCertificate, certificateName, problems);
    const key = parsed(files[keyName], createPrivateKey, keyName, problems);
    if (certificate) problems.push(...certificateProblems(certificateName, certificate, now));
    if (certificate && key && !certificate.checkPrivateKey(key)) {
      problems.push(`${keyName} is not the key of ${certificateName}`);
    }
  }
  problems.push(...serviceAccountProblems(files));
  return { missing: SHARED_PKI_FILES.filter((name) => !files[name]), problems };
}

function certificateProblems(name: string, certificate: X509Certificate, now: Date): string[] {
  const problems: string[] = [];
  if (!certificate.ca) problems.push(`${name} is not a certificate authority`);
  if (new Date(certificate.validFrom) > now) problems.push(`${name} is not valid before ${certificate.validFrom}`);
  if (new Date(certificate.validTo) <= now) problems.push(`${name} expired on ${certificate.validTo}`);
  return problems;
}

function serviceAccountProblems(files: Partial<PkiFiles>): string[] {
  const problems: string[] = [];
  const privateKey = parsed(files['sa.key'], createPrivateKey, 'sa.key', problems);
  const publicKey = parsed(files['sa.pub'], createPublicKey, 'sa.pub', problems);
  if (privateKey && publicKey && spki(createPublicKey(privateKey)) !== spki(publicKey)) {
    problems.push('sa.key is not the key of sa.pub');
  }
  return problems;
}

function parsed<T>(pem: string | undefined, read: (pem: string) => T, name: string, problems: string[]): T | undefined {
  if (!pem) return undefined;
  try {
    return read(pem);
  } catch {
    problems.push(`${name} cannot be read: it is not PEM, or damaged`);
    return undefined;
  }
}

function spki(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
