import type { HostFacts } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';
import type { Seen } from '../seen.ts';
import { hexAddress } from './proc-address.ts';

type Network = Pick<HostFacts, 'interfaces' | 'defaultRoute' | 'listening'>;

/** The host's end of a pod's cable: many, nameless, and of no use to a person. */
const POD_LINK = /^(veth|cali[0-9a-f]|lxc|azv|eni[0-9a-f]{11})/;

/** Names, addresses, the way out, and who listens. */
export const network: FactSection<Network> = {
  files: ['/sys/class/net/*/address', '/proc/net/route'],
  grep: {
    pattern: '^ *[0-9]+: [0-9A-F]+:[0-9A-F]{4} [0-9A-F]+:[0-9A-F]{4} 0A ',
    files: ['/proc/net/tcp', '/proc/net/tcp6'],
  },
  scripts: {
    addresses: 'ip -o addr show',
    // Process names only serve to explain a port in use, and finding them walks every process of the host.
    sockets: '[ "$settled" ] || ss -ltnp',
  },
  parse(seen) {
    const defaultRoute = route(seen.file('/proc/net/route'));
    return {
      interfaces: interfaces(seen),
      ...(defaultRoute !== undefined && { defaultRoute }),
      listening: listening(seen),
    };
  },
};

function interfaces(seen: Seen): HostFacts['interfaces'] {
  const byName = new Map<string, HostFacts['interfaces'][number]>();
  for (const path of seen.filesUnder('/sys/class/net/')) {
    const name = path.split('/')[4] ?? '';
    const mac = seen.value(path);
    const known = mac !== undefined && mac !== '00:00:00:00:00:00';
    byName.set(name, { name, ...(known && { mac }), addresses: [] });
  }
  for (const line of seen.lines('addresses')) {
    const [, name, address] = /^\d+:\s+([^\s@]+)(?:@\S+)?\s+inet6?\s+([^\s/]+)/.exec(line) ?? [];
    if (name === undefined || address === undefined) continue;
    const entry = byName.get(name) ?? { name, addresses: [] };
    entry.addresses.push(address);
    byName.set(name, entry);
  }
  return [...byName.values()].filter((entry) => !POD_LINK.test(entry.name));
}

/** The default route with the lowest metric; `/proc/net/route` holds IPv4 only. */
function route(lines: readonly string[]): HostFacts['defaultRoute'] {
  let best: { metric: number; interface: string; gateway?: string } | undefined;
  for (const line of lines) {
    const [name, destination, gateway, , , , metric, mask] = line.split(/\s+/);
    if (name === undefined || destination !== '00000000' || mask !== '00000000') continue;
    const cost = Number(metric);
    if (best !== undefined && best.metric <= cost) continue;
    best = { metric: cost, interface: name, ...(gateway !== '00000000' && { gateway: hexAddress(gateway ?? '') }) };
  }
  if (best === undefined) return undefined;
  return { interface: best.interface, ...(best.gateway !== undefined && { gateway: best.gateway }) };
}

function listening(seen: Seen): HostFacts['listening'] {
  const sockets = new Map<string, HostFacts['listening'][number]>();
  const add = (address: string, port: number, process?: string): void => {
    const key = `${address} ${port}`;
    if (process === undefined && sockets.has(key)) return;
    sockets.set(key, { port, address, ...(process !== undefined && { process }) });
  };
  for (const line of [...seen.found('/proc/net/tcp'), ...seen.found('/proc/net/tcp6')]) {
    const [, address, port] = /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) /.exec(line) ?? [];
    if (address !== undefined && port !== undefined) add(hexAddress(address), Number.parseInt(port, 16));
  }
  for (const line of seen.lines('sockets')) {
    const [, address, port, rest] = /^LISTEN\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+\s*(.*)$/.exec(line) ?? [];
    if (address === undefined || port === undefined) continue;
    add(plainAddress(address), Number(port), /users:\(\("([^"]+)"/.exec(rest ?? '')?.[1]);
  }
  return [...sockets.values()].sort((a, b) => a.port - b.port || a.address.localeCompare(b.address));
}

/** ss writes `*`, `[::1]` and `127.0.0.1%lo`. */
function plainAddress(address: string): string {
  const bare = address.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  return bare === '*' ? '::' : bare;
}
