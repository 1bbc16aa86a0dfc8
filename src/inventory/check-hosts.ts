import type { Check } from './check.ts';
import type { Draft } from './draft.ts';
import type { Host } from './inventory.gen.ts';
import { canonicalAddress, looksLikeIpv4, parseIp } from './ip.ts';
import type { DocumentPath } from './problem.ts';

const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\.?$/i;

/** Two nodes of one name cannot exist in a cluster. */
export const checkHostNames: Check = (inventory, complain) => {
  const seen = new Map<string, number>();
  for (const [index, host] of hostsOf(inventory.spec?.hosts)) {
    if (host.name === undefined) continue;
    if (isTaken(host.name)) complain(hostPath(index, 'name'), `${host.name} cannot be the name of a host`);
    const first = seen.get(host.name);
    if (first === undefined) seen.set(host.name, index);
    else complain(hostPath(index, 'name'), `two hosts are named ${host.name} (hosts[${first}] and hosts[${index}])`);
  }
};

/** An address is an IP address; a name will do for SSH when the node's own address is given. */
export const checkHostAddresses: Check = (inventory, complain) => {
  for (const [index, host] of hostsOf(inventory.spec?.hosts)) {
    const { address, internalAddress } = host;
    if (address !== undefined && parseIp(address) === undefined) {
      const path = hostPath(index, 'address');
      const fix = addressFix(address);
      if (fix !== undefined) complain(path, `${address} is not an address`, fix);
      else if (internalAddress === undefined) {
        const hint = 'Write the IP address; or add internalAddress with the address that the node advertises.';
        complain(path, `${address} is a name: the node's own IP address is not known`, hint);
      }
    }
    const path = internalAddress === undefined ? hostPath(index, 'address') : hostPath(index, 'internalAddress');
    const ip = parseIp(internalAddress ?? address ?? '');
    if (internalAddress !== undefined && ip === undefined) {
      complain(path, `${internalAddress} is not an IP address`, addressFix(internalAddress));
    }
    if (ip !== undefined && ['loopback', 'unspecified', 'multicast', 'broadcast', 'linkLocal'].includes(ip.range())) {
      const hint = 'Write the address under which the other hosts reach this one.';
      complain(path, `${ip.toString()} (${ip.range()}) cannot be the address of a node`, hint);
    }
  }
};

/** The same machine listed twice would be made two nodes. Behind one address, ports may tell machines apart. */
export const checkSameMachine: Check = (inventory, complain) => {
  const seen = new Map<string, { index: number; name: string }>();
  for (const [index, host] of hostsOf(inventory.spec?.hosts)) {
    const port = host.ssh?.port ?? inventory.spec?.ssh?.port ?? 22;
    const claims: { key: string; path: DocumentPath; address: string }[] = [];
    if (host.address !== undefined) {
      const key = `${canonicalAddress(host.address)} ${host.internalAddress === undefined ? 'node' : port}`;
      claims.push({ key, path: hostPath(index, 'address'), address: host.address });
    }
    if (host.internalAddress !== undefined) {
      const key = `${canonicalAddress(host.internalAddress)} node`;
      claims.push({ key, path: hostPath(index, 'internalAddress'), address: host.internalAddress });
    }
    for (const { key, path, address } of claims) {
      const other = seen.get(key);
      if (other === undefined) seen.set(key, { index, name: host.name ?? `hosts[${index}]` });
      else if (other.index !== index) {
        const title = host.name ?? `hosts[${index}]`;
        complain(path, `${other.name} and ${title} have the same address ${address}: one machine is one host`);
      }
    }
  }
};

function addressFix(text: string): string | undefined {
  const withPort = /^(\d+\.\d+\.\d+\.\d+):(\d+)$/.exec(text);
  if (withPort !== null) return `Write address: ${withPort[1]} and ssh: { port: ${withPort[2]} }`;
  const withUser = /^([^@\s]+)@(.+)$/.exec(text);
  if (withUser !== null) return `Write address: ${withUser[2]} and ssh: { user: ${withUser[1]} }`;
  if (/\/\d+$/.test(text)) return `Without the prefix length: ${text.replace(/\/\d+$/, '')}`;
  if (looksLikeIpv4(text)) return 'An IPv4 address has four numbers of 0 to 255, for example 192.168.73.11';
  if (text.includes(':')) return 'An IPv6 address looks like 2001:db8::11, without brackets and without %interface.';
  return DNS_NAME.test(text) ? undefined : 'Write an IP address, for example 192.168.73.11';
}

/** By what every object has: hosts and deployments are looked up by name. */
export function isTaken(name: string): boolean {
  return name in {};
}

export function hostsOf(hosts: (Draft<Host> | undefined)[] | undefined): [number, Draft<Host>][] {
  return (hosts ?? []).flatMap((host, index): [number, Draft<Host>][] => (host === undefined ? [] : [[index, host]]));
}

function hostPath(index: number, field: string): DocumentPath {
  return ['spec', 'hosts', index, field];
}
