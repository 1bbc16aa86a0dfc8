import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import type { Secrets } from '../model/secrets.ts';
import { registerKeys } from './register-keys.ts';
import type { PkiFiles } from './shared-pki-files.ts';

export interface AuthorityRequest {
  /** Stands as organizational unit in each authority, so that what a former cluster left can be told apart. */
  clusterName: string;
  now: Date;
  /** Default 10, as kubeadm's. */
  validityYears?: number;
  /** Default 2048, as kubeadm's. */
  keyBits?: number;
  secrets: Secrets;
}

interface KeyPair {
  publicKey: string;
  privateKey: string;
}

const HOURS_PER_YEAR = 24 * 365;
const MS_PER_HOUR = 3_600_000;
/** kubeadm's CertificateBackdate: a joining host's clock may lag a little. */
const BACKDATE_MS = 5 * 60_000;

/**
 * New authorities for a cluster that has none: Kubernetes, etcd, front proxy, and the service account key pair. Names,
 * usages and lifetimes are kubeadm's own (cmd/kubeadm/app/phases/certs), so that kubeadm takes them as its own.
 * Never call this for a cluster that exists: its authorities are read from a control plane.
 */
export async function issueClusterAuthorities(request: AuthorityRequest): Promise<PkiFiles> {
  const bits = request.keyBits ?? 2048;
  const [kubernetes, etcd, frontProxy, serviceAccounts] = await Promise.all([
    newKeyPair(bits),
    newKeyPair(bits),
    newKeyPair(bits),
    newKeyPair(bits),
  ]);
  const files: PkiFiles = {
    'ca.crt': selfSigned('kubernetes', kubernetes, request),
    'ca.key': kubernetes.privateKey,
    'sa.key': serviceAccounts.privateKey,
    'sa.pub': serviceAccounts.publicKey,
    'front-proxy-ca.crt': selfSigned('front-proxy-ca', frontProxy, request),
    'front-proxy-ca.key': frontProxy.privateKey,
    'etcd/ca.crt': selfSigned('etcd-ca', etcd, request),
    'etcd/ca.key': etcd.privateKey,
  };
  registerKeys(files, request.secrets);
  return files;
}

/** node:crypto makes keys in native code and off this thread; forge would block for seconds. */
function newKeyPair(modulusLength: number): Promise<KeyPair> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength,
    publicExponent: 0x10001,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
}

function selfSigned(
  commonName: string,
  keys: KeyPair,
  { clusterName, now, validityYears = 10 }: AuthorityRequest,
): string {
  const certificate = forge.pki.createCertificate();
  const subject = [
    { name: 'commonName', value: commonName },
    { name: 'organizationalUnitName', value: clusterName },
  ];
  certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicKey);
  certificate.serialNumber = positiveSerial();
  certificate.validity.notBefore = new Date(now.getTime() - BACKDATE_MS);
  certificate.validity.notAfter = new Date(now.getTime() + validityYears * HOURS_PER_YEAR * MS_PER_HOUR);
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true, keyCertSign: true },
    { name: 'basicConstraints', critical: true, cA: true },
    { name: 'subjectKeyIdentifier' },
    { name: 'subjectAltName', altNames: [{ type: DNS_NAME, value: commonName }] },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(keys.privateKey), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}

const DNS_NAME = 2;

/** 127 random bits: a leading bit would make the number negative in DER. */
function positiveSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes.toString('hex');
}
