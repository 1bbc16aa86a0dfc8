/** containerd's hosts.toml for each registry that has mirrors, or that may be spoken to without TLS verification. */
export function registryFiles(registry: {
  mirrors: Record<string, string[]>;
  insecure?: string[];
}): { path: string; content: string }[] {
  const insecure = new Set(registry.insecure ?? []);
  const registries = new Set([...Object.keys(registry.mirrors), ...insecure]);
  return [...registries].sort().map((name) => ({
    path: `/etc/containerd/certs.d/${name === '*' ? '_default' : name}/hosts.toml`,
    content: hostsToml(name, registry.mirrors[name] ?? [], insecure),
  }));
}

function hostsToml(name: string, mirrors: readonly string[], insecure: ReadonlySet<string>): string {
  // docker.io is the name of a registry whose server is called otherwise.
  const server = name === 'docker.io' ? 'registry-1.docker.io' : name;
  const hosts = mirrors.length > 0 ? mirrors : [`https://${server}`];
  const head = name === '*' ? '' : `server = ${JSON.stringify(`https://${server}`)}\n`;
  return head + hosts.map((host) => hostTable(host, insecure)).join('');
}

function hostTable(host: string, insecure: ReadonlySet<string>): string {
  const url = /^https?:\/\//.test(host) ? host : `https://${host}`;
  const authority = url.replace(/^https?:\/\//, '').split('/')[0] ?? '';
  const skip = insecure.has(authority) || insecure.has(host) ? '  skip_verify = true\n' : '';
  return `\n[host.${JSON.stringify(url)}]\n  capabilities = ["pull", "resolve"]\n${skip}`;
}
