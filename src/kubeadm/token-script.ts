import { InstallerError } from '../errors.ts';
import type { Secrets } from '../model/secrets.ts';
import { BOOTSTRAP_PATHS } from './bootstrap-paths.ts';
import { shQuote } from './sh-text.ts';

const TOKEN = /^[a-z0-9]{6}\.[a-z0-9]{16}$/;

/**
 * sh for root on a control plane that makes a bootstrap token living `ttl` (a Go duration, `15m`) and prints it. Its
 * output is a secret: do not show it, hand it to parseToken.
 */
export function tokenScript(ttl: string, kubernetes: string = BOOTSTRAP_PATHS.kubernetes): string {
  return `LC_ALL=C kubeadm --kubeconfig ${shQuote(`${kubernetes}/admin.conf`)} token create --ttl ${shQuote(ttl)}\n`;
}

/** sh for root on a control plane that ends a token early. Only the token's public id stands in argv. */
export function deleteTokenScript(token: string, kubernetes: string = BOOTSTRAP_PATHS.kubernetes): string {
  const id = token.split('.')[0] ?? '';
  return `LC_ALL=C kubeadm --kubeconfig ${shQuote(`${kubernetes}/admin.conf`)} token delete ${shQuote(id)}\n`;
}

/**
 * The token in what tokenScript printed, registered as a secret.
 * @throws InstallerError `operation-failed` when there is none
 */
export function parseToken(stdout: string, secrets: Secrets): string {
  const token = stdout
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => TOKEN.test(line));
  if (token === undefined) throw new InstallerError('operation-failed', 'kubeadm token create printed no token');
  return secrets.add(token);
}
