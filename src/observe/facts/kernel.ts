import type { HostFacts } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';
import type { Seen } from '../seen.ts';

type Kernel = Pick<HostFacts, 'modules' | 'loadableModules' | 'sysctls'>;

const MODULES = [
  'overlay',
  'br_netfilter',
  'nf_conntrack',
  'ip_tables',
  'iptable_nat',
  'nf_tables',
  'ip_vs',
  'ip_vs_rr',
  'ip_vs_wrr',
  'ip_vs_sh',
  'vxlan',
  'wireguard',
];

/** What only exists while the code is in the kernel: a built-in one often has no folder in /sys/module. */
const EVIDENCE: Readonly<Record<string, string>> = {
  br_netfilter: '/proc/sys/net/bridge/bridge-nf-call-iptables',
  nf_conntrack: '/proc/sys/net/netfilter/nf_conntrack_max',
  ip_tables: '/proc/net/ip_tables_names',
  ip_vs: '/proc/net/ip_vs',
};

const SYSCTLS = [
  'net.ipv4.ip_forward',
  'net.ipv6.conf.all.forwarding',
  'net.ipv6.conf.all.disable_ipv6',
  'net.bridge.bridge-nf-call-iptables',
  'net.bridge.bridge-nf-call-ip6tables',
  'net.netfilter.nf_conntrack_max',
  'net.ipv4.conf.all.rp_filter',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_nonlocal_bind',
  'vm.overcommit_memory',
  'vm.panic_on_oom',
  'vm.swappiness',
  'vm.max_map_count',
  'kernel.panic',
  'kernel.panic_on_oops',
  'kernel.pid_max',
  'fs.inotify.max_user_instances',
  'fs.inotify.max_user_watches',
  'fs.file-max',
];

const MODULE_FILE = `/(${MODULES.join('|')})\\.ko(\\.(xz|gz|zst))?`;

/** Modules and settings that containers and Kubernetes depend on. */
export const kernel: FactSection<Kernel> = {
  files: SYSCTLS.map(sysctlPath),
  exists: [...MODULES.map((name) => `/sys/module/${name}`), ...Object.values(EVIDENCE)],
  // modules.dep is large, and a settled host has what it needs.
  grep: {
    pattern: `${MODULE_FILE}|[[:space:]]overlay$`,
    files: [
      '/proc/filesystems',
      '"/lib/modules/$kernel/modules.builtin"',
      '${unsettled:+"/lib/modules/$kernel/modules.dep"}',
    ],
  },
  parse(seen) {
    const builtin = names(seen, 'modules.builtin');
    return {
      modules: MODULES.filter((name) => present(seen, name) || builtin.has(name)),
      loadableModules: [...names(seen, 'modules.dep')],
      sysctls: sysctls(seen),
    };
  },
};

function present(seen: Seen, name: string): boolean {
  if (seen.exists(`/sys/module/${name}`) || seen.exists(EVIDENCE[name] ?? '')) return true;
  return name === 'overlay' && seen.found('/proc/filesystems').length > 0;
}

function names(seen: Seen, list: 'modules.builtin' | 'modules.dep'): Set<string> {
  const matches = seen.foundUnder('/lib/modules/', list);
  return new Set(matches.map((match) => match.replace(/^\//, '').replace(/\.ko.*$/, '')));
}

function sysctls(seen: Seen): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of SYSCTLS) {
    const value = seen.value(sysctlPath(name));
    if (value !== undefined) values[name] = value.replace(/\s+/g, ' ');
  }
  return values;
}

function sysctlPath(name: string): string {
  return `/proc/sys/${name.replaceAll('.', '/')}`;
}
