import { type ReadScript, readScript } from '../model/host-handle.ts';
import { type ApiAnswer, apiQuestion, parseApiAnswer } from './api-answer.ts';
import { quote } from './quote.ts';

/** One TCP connection to try. */
export interface ProbeTarget {
  /** Inventory name, or `endpoint`. */
  to: string;
  address: string;
  port: number;
}

/**
 * What a packet met. `refused` is good news before a cluster exists: the host was reached and nothing listens yet.
 * A firewall that answers with icmp-port-unreachable or a TCP reset cannot be told from that; firewalld's default
 * (icmp-host-prohibited) and plain dropping can.
 */
export type ProbeOutcome = 'open' | 'refused' | 'blocked' | 'unknown';

export interface ProbeResult extends ProbeTarget {
  outcome: ProbeOutcome;
}

/** The address that no one should hold yet, as one host sees it. */
export interface VipSighting {
  /** Somebody has it: by TCP, by ping, or by ARP. */
  answers: boolean;
  /** Only the ARP table says so, which remembers for some seconds who had the address last. */
  onlyRemembered?: boolean;
  /** Hardware address behind it, where it is on the same network. */
  mac?: string;
}

export interface HostProbes {
  results: ProbeResult[];
  vip?: VipSighting;
  /** An API server answered where it was asked for. */
  api?: ApiAnswer;
}

export interface ProbeQuestion {
  targets: readonly ProbeTarget[];
  /** Address and port of the endpoint while no cluster should hold it. */
  vip?: { address: string; port: number };
  /** Where no API server should answer yet. */
  api?: { address: string; port: number };
}

/** Seconds that one connection may take: a lost SYN is sent again after one. */
const PATIENCE = 2;

/** Seconds for the VIP, on the hosts' own network: silence is what is hoped for, and every creation waits for it. */
const VIP_PATIENCE = 1;

/** Tries everything at once; ends within 6 seconds whatever the network does. Changes nothing. */
export function probeScript({ targets, vip, api }: ProbeQuestion): ReadScript {
  return readScript(`{
LC_ALL=C; export LC_ALL
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:\${PATH:-}; export PATH
has() { command -v "$1" >/dev/null 2>&1; }
try() {
  if has bash && has timeout; then
    said=$(timeout $4 bash -c 'exec 3<>"/dev/tcp/$1/$2"' probe "$1" "$2" 2>&1); status=$?
  elif has curl; then
    said=$(curl -sv --noproxy '*' --connect-timeout $4 --max-time $4 "telnet://$3:$2" 2>&1 </dev/null); status=$?
    case $said in (*'Connected to '*) status=0 ;; esac
  else
    said=; status=unknown
  fi
  case "$status $said" in
    ('0 '*) echo open ;;
    (*refused*) echo refused ;;
    ('unknown '*) echo unknown ;;
    (*) echo blocked ;;
  esac
}
${targets.map(attempt).join('\n')}
${vip === undefined ? '' : sighting(vip)}
${api === undefined ? '' : apiQuestion(api, listens(api, vip === undefined ? PATIENCE : VIP_PATIENCE))}
wait
echo '##end'
} 2>/dev/null </dev/null
`);
}

function attempt(target: ProbeTarget, index: number): string {
  return `( printf '##probe:%s %s\\n' ${index} "$(${tried(target, PATIENCE)})" ) &`;
}

function tried({ address, port }: Pick<ProbeTarget, 'address' | 'port'>, patience: number): string {
  return `try ${quote(address)} ${port} ${quote(bracketed(address))} ${patience}`;
}

/** True also where it cannot be told. */
function listens(target: Pick<ProbeTarget, 'address' | 'port'>, patience: number): string {
  return `case $(${tried(target, patience)}) in (open|unknown) ;; (*) false ;; esac`;
}

// An ARP entry that was only just confirmed is REACHABLE; an old one proves nothing, but still tells the address.
function sighting({ address, port }: { address: string; port: number }): string {
  const vip = quote(address);
  return `( has ping && ping -c 1 -W 1 ${vip} >/dev/null && echo '##ping:yes' ) &
(
tcp=$(${tried({ address, port }, VIP_PATIENCE)})
printf '##vip:%s %s\\n' "$tcp" "$(has ip && ip neigh show to ${vip})"
) &`;
}

/** Reads the answer to `probeScript` for the same question. Pure. What was not answered is `unknown`. */
export function parseProbes(stdout: string, { targets, vip, api }: ProbeQuestion): HostProbes {
  const outcomes = new Map<number, ProbeOutcome>();
  let seen: VipSighting | undefined;
  let pinged = false;
  for (const line of stdout.split('\n')) {
    const [, index, outcome] = /^##probe:(\d+) (open|refused|blocked|unknown)$/.exec(line) ?? [];
    if (index !== undefined) outcomes.set(Number(index), outcome as ProbeOutcome);
    const [, tcp, neighbour] = /^##vip:(\w+) ?(.*)$/.exec(line) ?? [];
    if (tcp !== undefined) seen = vipSighting(tcp, neighbour ?? '');
    if (line === '##ping:yes') pinged = true;
  }
  const answer = api && parseApiAnswer(stdout);
  return {
    results: targets.map((target, index) => ({ ...target, outcome: outcomes.get(index) ?? 'unknown' })),
    ...(vip !== undefined && seen !== undefined && { vip: pinged ? confirmed(seen) : seen }),
    ...(answer && { api: answer }),
  };
}

function vipSighting(tcp: string, neighbour: string): VipSighting {
  const mac = /\blladdr ([0-9a-f:]+)/i.exec(neighbour)?.[1]?.toLowerCase();
  const connected = tcp === 'open' || tcp === 'refused';
  const remembered = /\bREACHABLE\b/.test(neighbour);
  return {
    answers: connected || remembered,
    ...(!connected && remembered && { onlyRemembered: true }),
    ...(mac !== undefined && { mac }),
  };
}

function confirmed({ mac }: VipSighting): VipSighting {
  return { answers: true, ...(mac !== undefined && { mac }) };
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
