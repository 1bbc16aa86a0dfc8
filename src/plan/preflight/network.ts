import type { HostFacts } from '../../model/facts.ts';
import type { Finding } from '../../model/plan.ts';
import type { ProbeResult } from '../../observe/probes.ts';
import type { Ground } from './ground.ts';
import { ENDPOINT, endpointIsVirtual } from './probe-questions.ts';

/** Nodes reach each other: what was tried by `probeQuestions` and blocked. One finding per pair of hosts. */
export function checkConnections({ probes = {} }: Ground): Finding[] {
  return Object.entries(probes).flatMap(([host, { results }]) => {
    const blocked = new Map<string, ProbeResult[]>();
    for (const result of results) {
      if (result.outcome === 'blocked') blocked.set(result.to, [...(blocked.get(result.to) ?? []), result]);
    }
    return [...blocked].map(([to, tried]) =>
      to === ENDPOINT ? endpointBlocked(host, tried) : blockedPair(host, to, tried),
    );
  });
}

function blockedPair(host: string, to: string, tried: ProbeResult[]): Finding {
  const ports = tried.map(({ port }) => port).join(', ');
  return {
    host,
    check: 'blocked-connection',
    severity: 'refuse',
    message: `does not reach ${to} (${tried[0]?.address}) on TCP ${ports}`,
    cure: `Open TCP ${ports} on ${to} for ${host}: a firewall there, or between them, or a wrong internalAddress.`,
  };
}

/** A balancer may well refuse while nothing stands behind it; one that is silent may be right too. */
function endpointBlocked(host: string, tried: ProbeResult[]): Finding {
  const where = `${tried[0]?.address}:${tried[0]?.port}`;
  return {
    host,
    check: 'endpoint-unreachable',
    severity: 'warn',
    message: `does not reach the endpoint ${where}`,
    cure: 'Let the load balancer listen there and forward to the control planes before they are created.',
  };
}

/**
 * The VIP is free while there is no cluster. A control plane on which an earlier run started kubeadm may hold it; a
 * host that got it otherwise would answer for a cluster that does not exist, and kubeadm would dial itself.
 */
export function checkVip(ground: Ground): Finding[] {
  const { desired, clusterExists, candidates, creating, facts } = ground;
  if (clusterExists || !endpointIsVirtual(desired) || creating.size === 0) return [];
  const vip = desired.cluster.endpoint.host;
  const holders = Object.entries(facts).filter(([, seen]) => holds(seen, vip));
  const ours = candidates
    .filter(({ state }) => !['bare', 'claimed', 'foreign'].includes(state))
    .map(({ machine }) => machine.name);
  const strangers = holders.filter(([name]) => !ours.includes(name));
  if (strangers.length > 0) return strangers.map(([name, seen]) => heldBy(name, seen, vip));
  if (holders.length > 0) return [];
  return answering(ground, vip, ours);
}

function heldBy(host: string, facts: HostFacts, vip: string): Finding {
  const link = facts.interfaces.find(({ addresses }) => addresses.includes(vip))?.name;
  return {
    host,
    check: 'vip-in-use',
    severity: 'refuse',
    message: `the endpoint's address ${vip} is on its interface ${link} already, and no cluster of this inventory put it there`,
    cure: `If nothing uses it any more: ip address del ${vip} dev ${link}. Else choose another controlPlaneEndpoint.`,
  };
}

function answering({ probes = {}, facts }: Ground, vip: string, ours: readonly string[]): Finding[] {
  // Whoever has it serves a cluster: what there is to say of that, checkEndpoint says.
  if (Object.values(probes).some(({ api }) => api)) return [];
  const known = new Set(Object.values(facts).flatMap(({ interfaces }) => interfaces.flatMap((link) => link.mac ?? [])));
  const sightings = Object.entries(probes).flatMap(([host, { vip: seen }]) => {
    // A host of ours whose facts no longer show the address is only what a neighbour still remembers.
    const stale = seen?.onlyRemembered === true && seen.mac !== undefined && known.has(seen.mac);
    return seen?.answers && !stale ? [{ host, mac: seen.mac }] : [];
  });
  const [first] = sightings;
  if (first === undefined) return [];
  const mac = sightings.find((sighting) => sighting.mac !== undefined)?.mac;
  const holder = Object.keys(facts).find((name) =>
    facts[name]?.interfaces.some((link) => mac !== undefined && link.mac === mac),
  );
  if (ours.length > 0 && (holder === undefined ? mac === undefined : ours.includes(holder))) return [];
  const who = holder ?? (mac === undefined ? 'an unknown host' : `a host with the hardware address ${mac}`);
  return [
    {
      check: 'vip-in-use',
      severity: 'refuse',
      message: `the endpoint's address ${vip} is answered already, by ${who} (asked from ${first.host})`,
      cure: 'Choose a free address for spec.cluster.controlPlaneEndpoint; for a balancer that exists set spec.kubeVip.enabled: false.',
    },
  ];
}

function holds(facts: HostFacts, address: string): boolean {
  return facts.interfaces.some(({ addresses }) => addresses.includes(address));
}
