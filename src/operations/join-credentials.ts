import { InstallerError } from '../errors.ts';
import { parsePki, readPkiScript } from '../kubeadm/pki-script.ts';
import { parseToken, tokenScript } from '../kubeadm/token-script.ts';
import type { Machine } from '../model/machine.ts';
import type { Secrets } from '../model/secrets.ts';
import { caCertHash } from '../pki/read-certificate.ts';
import { type PkiFiles, SHARED_PKI_FILES } from '../pki/shared-pki-files.ts';
import type { ControlPlaneHost } from './control-plane-access.ts';
import { mustRun } from './host-script.ts';

/** Long enough for one join, too short to be worth stealing. */
const TOKEN_TTL = '15m';

export interface JoinCredentials {
  token: string;
  /** Hex, of the cluster CA's public key. */
  caCertHash: string;
  /** The shared authorities; their private keys are there only when asked for. */
  pki: Partial<PkiFiles>;
}

/**
 * Mints a token for one join and reads the cluster's authorities, in one round trip to a control plane that is ready.
 * Private keys leave it only for a joining control plane.
 * @param before sh text that must have ended well before there is a token
 */
export async function joinCredentials(
  donor: ControlPlaneHost,
  role: Machine['role'],
  secrets: Secrets,
  signal: AbortSignal,
  before = '',
): Promise<JoinCredentials> {
  const pkiScript = role === 'control-plane' ? readPkiScript() : readPkiScript(['ca.crt']);
  const script = `${before}${tokenScript(TOKEN_TTL)}[ $? -eq 0 ] || exit 1\n${pkiScript}`;
  const { stdout } = await mustRun(donor.host, 'kubeadm token create', script, { signal, secretOutput: true });
  const pki = parsePki(stdout, secrets);
  const ca = pki['ca.crt'];
  if (!ca) throw noAuthority(donor, ['ca.crt']);
  return { token: parseToken(stdout, secrets), caCertHash: caCertHash(ca), pki };
}

/** All shared authorities, for a joining control plane. @throws InstallerError `operation-failed` when the donor lacks one */
export function completePki({ pki }: JoinCredentials, donor: ControlPlaneHost): PkiFiles {
  const missing = SHARED_PKI_FILES.filter((name) => !pki[name]);
  if (missing.length > 0) throw noAuthority(donor, missing);
  return pki as PkiFiles;
}

function noAuthority({ host }: ControlPlaneHost, missing: readonly string[]): InstallerError {
  return new InstallerError('operation-failed', `${host.name} lacks ${missing.join(', ')} in /etc/kubernetes/pki`, {
    host: host.name,
    hint: 'a control plane can only join with the keys of the cluster; put the missing files back on that host',
  });
}
