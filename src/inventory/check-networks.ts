import { countOf } from '../model/count-of.ts';
import type { Check } from './check.ts';
import { hostsOf } from './check-hosts.ts';
import type { DraftInventory } from './draft.ts';
import { type Effective, effectiveCidrs } from './effective.ts';
import { type Cidr, contains, overlap, parseCidr, parseIp } from './ip.ts';
import type { DocumentPath } from './problem.ts';

interface Range extends Cidr {
  of: 'pods' | 'services';
  path?: DocumentPath;
}

/** The API server refuses service ranges with more than 20 bits for hosts. */
const MOST_SERVICE_BITS = 20;
/** Where a complaint about a default goes that no line of the file states. */
const CLUSTER: DocumentPath = ['spec', 'cluster'];

const fieldOf = (of: Range['of']): string => `spec.cluster.clusterNetwork.${of}.cidrBlocks`;

/** Each block is a CIDR in its one spelling; at most one of each family; services within what the API server takes. */
export const checkCidrSyntax: Check = (inventory, complain) => {
  for (const of of ['pods', 'services'] as const) {
    const families = new Set<string>();
    for (const { value, path } of effectiveCidrs(inventory, of)) {
      const at = path ?? CLUSTER;
      const cidr = parseCidr(value);
      if (cidr === undefined) {
        const example = of === 'pods' ? '10.244.0.0/16' : '10.96.0.0/12';
        const hint = parseIp(value) === undefined ? `For example: ${example}` : `Add the prefix length: ${value}/16`;
        complain(at, `${value} is not a CIDR`, hint);
        continue;
      }
      if (cidr.canonical !== value) complain(at, `${value} has bits set beyond its prefix`, `Write ${cidr.canonical}`);
      const family = cidr.network.kind();
      if (families.has(family)) complain(at, `two ${family} blocks for ${of}; Kubernetes takes one of each family`);
      families.add(family);
      const bits = (family === 'ipv4' ? 32 : 128) - cidr.prefix;
      if (of === 'services' && bits > MOST_SERVICE_BITS) {
        const smallest = (family === 'ipv4' ? 32 : 128) - MOST_SERVICE_BITS;
        complain(at, `${value} is larger than the API server takes`, `Use a prefix of /${smallest} or longer.`);
      }
    }
  }
};

/** Pods, services, hosts and the endpoint live in ranges of their own, or packets go to the wrong place. */
export const checkNetworksApart: Check = (inventory, complain) => {
  const ranges = [...rangesOf(inventory, 'pods'), ...rangesOf(inventory, 'services')];
  for (const [index, range] of ranges.entries()) {
    const other = ranges.slice(0, index).find((earlier) => earlier.of !== range.of && overlap(earlier, range));
    if (other === undefined) continue;
    const written = range.path ?? other.path ?? CLUSTER;
    const message = `${describe(range)} and ${describe(other)} overlap`;
    complain(written, message, `Choose ranges that share no address.`);
  }
  for (const range of ranges) {
    const inside = hostsOf(inventory.spec?.hosts).flatMap(([index, host]) =>
      (['address', 'internalAddress'] as const).flatMap((field) => {
        const ip = parseIp(host[field] ?? '');
        return ip !== undefined && contains(range, ip)
          ? [{ name: host.name ?? `hosts[${index}]`, index, field, ip }]
          : [];
      }),
    );
    const first = inside[0];
    if (first === undefined) continue;
    const more = inside.length > 1 ? ` (and ${inside.length - 1} more)` : '';
    complain(
      range.path ?? ['spec', 'hosts', first.index, first.field],
      `${describe(range)} contain the address of ${first.name}, ${first.ip.toString()}${more}`,
      `Write another range as ${fieldOf(range.of)}, one that your network does not use.`,
    );
  }
  const endpoint = inventory.spec?.cluster?.controlPlaneEndpoint?.host ?? '';
  const ip = parseIp(endpoint);
  const around = ip === undefined ? undefined : ranges.find((range) => contains(range, ip));
  if (around !== undefined) {
    const path = ['spec', 'cluster', 'controlPlaneEndpoint', 'host'];
    complain(
      path,
      `the endpoint ${endpoint} lies in ${describe(around)}`,
      'The endpoint is an address of the network of the hosts.',
    );
  }
};

/** Each node gets a /24 (IPv4) of the pod range unless the controller manager is told otherwise. */
export const checkPodRoom: Check = (inventory, complain) => {
  const nodes = hostsOf(inventory.spec?.hosts).filter(([, host]) => host.role !== 'spare').length;
  for (const range of rangesOf(inventory, 'pods')) {
    if (range.network.kind() !== 'ipv4') continue;
    const room = 2 ** Math.max(0, 24 - range.prefix);
    if (range.prefix > 24 || room < nodes) {
      const count = range.prefix > 24 ? 0 : room;
      const message = `${describe(range)} have room for ${countOf(count, 'node')} of a /24 each, ${nodes} wanted`;
      complain.warn(
        range.path ?? CLUSTER,
        message,
        'Use a larger range, or set node-cidr-mask-size of the controller manager.',
      );
    }
  }
};

function rangesOf(inventory: DraftInventory, of: Range['of']): Range[] {
  return effectiveCidrs(inventory, of).flatMap(({ value, path }: Effective) => {
    const cidr = parseCidr(value);
    return cidr === undefined ? [] : [{ ...cidr, of, ...(path === undefined ? {} : { path }) }];
  });
}

function describe(range: Range): string {
  return `${range.of} (${range.canonical}${range.path === undefined ? ', the default' : ''})`;
}
