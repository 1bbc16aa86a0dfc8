import { parse, stringify } from 'yaml';
import { InstallerError } from '../errors.ts';
import { shQuote } from '../kubeadm/sh-text.ts';
import type { Desired } from '../model/desired.ts';
import { type ReadOnlyHost, readScript } from '../model/host-handle.ts';
import type { Secrets } from '../model/secrets.ts';
import { markSays } from './mark-says.ts';

interface Kubeconfig {
  clusters?: { name: string; cluster: { server?: string } }[];
  users?: { user: Record<string, string> }[];
}

/**
 * The admin kubeconfig of any control plane that has one, its server set to the cluster's endpoint.
 * @throws InstallerError `cluster-unhealthy` when no control plane has one
 */
export async function readKubeconfig(
  desired: Desired,
  host: (name: string) => ReadOnlyHost,
  secrets: Secrets,
): Promise<string> {
  const reasons: string[] = [];
  // A spare may have taken the place of a control plane.
  const { hosts, pool } = desired.controlPlane;
  for (const name of new Set([...hosts, ...pool])) {
    const answer = await host(name)
      .read(readScript(adminConfScript(desired.cluster.name)), { secretOutput: true })
      .catch((error: unknown) => ({
        code: 1,
        stdout: '',
        stderr: error instanceof Error ? error.message : String(error),
      }));
    if (answer.code === 0) return forEndpoint(answer.stdout, desired, secrets);
    reasons.push(`${name}: ${answer.stderr.trim()}`);
  }
  throw new InstallerError('cluster-unhealthy', `no control plane has an admin kubeconfig: ${reasons.join('; ')}`, {
    hint: 'is the cluster there yet? installer status tells',
  });
}

/** What another cluster left on a host, or has there, is not handed out under this one's endpoint. */
function adminConfScript(cluster: string): string {
  return `${markSays('cluster', cluster, '/etc/installer/machine.json')} || {
  echo ${shQuote(`serves no machine of ${cluster}`)} >&2; exit 1
}
cat /etc/kubernetes/admin.conf
`;
}

function forEndpoint(text: string, { cluster }: Desired, secrets: Secrets): string {
  const config = parse(text) as Kubeconfig;
  for (const { user } of config.users ?? []) if (user['client-key-data']) secrets.add(user['client-key-data']);
  const { host, port } = cluster.endpoint;
  for (const entry of config.clusters ?? []) {
    entry.cluster.server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }
  return stringify(config, { compat: 'yaml-1.1', lineWidth: 0 });
}
