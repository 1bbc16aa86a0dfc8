import { createHash, X509Certificate } from 'node:crypto';
import { InstallerError } from '../errors.ts';

const MS_PER_DAY = 86_400_000;

/**
 * sha256, in hex, of the certificate's public key info: what `--discovery-token-ca-cert-hash sha256:…` pins.
 * @throws InstallerError `operation-failed` for text that is not a certificate
 */
export function caCertHash(caPem: string): string {
  const der = readCertificate(caPem).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex');
}

/** When the certificate ends. Throws like caCertHash. */
export function certificateExpiry(pem: string): Date {
  return new Date(readCertificate(pem).validTo);
}

/** Whole days from `now` until the certificate ends, negative once it has. Throws like caCertHash. */
export function certificateDaysLeft(pem: string, now: Date): number {
  return Math.floor((certificateExpiry(pem).getTime() - now.getTime()) / MS_PER_DAY);
}

/** Throws like caCertHash. */
export function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new InstallerError('operation-failed', 'this is not a certificate in PEM form', { cause });
  }
}
