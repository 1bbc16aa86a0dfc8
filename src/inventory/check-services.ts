import type { Check } from './check.ts';
import { looksLikeIpv4, parseIp } from './ip.ts';

const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/i;

/** Proxies and registry mirrors are URLs, time servers are names or addresses. */
export const checkServices: Check = (inventory, complain) => {
  const { proxy, ntp, registry } = inventory.spec ?? {};
  for (const field of ['http', 'https'] as const) {
    const url = proxy?.[field];
    if (url === undefined) continue;
    const path = ['spec', 'proxy', field];
    const parsed = httpUrl(url);
    if (parsed === undefined)
      complain(path, 'the proxy is not an http:// or https:// URL', 'For example: http://proxy.example.com:3128');
    else if (parsed.password !== '') {
      complain(
        path,
        'the proxy URL holds a password; that is refused',
        'Use a proxy that knows the hosts by their address.',
      );
    }
  }
  for (const [index, server] of (ntp?.servers ?? []).entries()) {
    if (server === undefined || parseIp(server) !== undefined) continue;
    if (looksLikeIpv4(server) || !DNS_NAME.test(server)) {
      complain(
        ['spec', 'ntp', 'servers', index],
        `${server} is neither a name nor an address of a time server`,
        'For example: pool.ntp.org',
      );
    }
  }
  for (const [name, mirrors] of Object.entries(registry?.mirrors ?? {})) {
    for (const [index, mirror] of (mirrors ?? []).entries()) {
      if (mirror === undefined || httpUrl(mirror) !== undefined) continue;
      const path = ['spec', 'registry', 'mirrors', name, index];
      complain(path, `${mirror} is not an http:// or https:// URL`, `Write https://${mirror.replace(/^.*:\/\//, '')}`);
    }
  }
};

function httpUrl(text: string): URL | undefined {
  if (!/^https?:\/\//.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text) : undefined;
}
