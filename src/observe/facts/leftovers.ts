import type { HostFacts } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';

const SENTINEL = '/run/cluster-api/bootstrap-success.complete';

const FOLDERS = [
  '/var/lib/kubelet',
  '/var/lib/etcd',
  '/var/lib/cni',
  '/var/lib/calico',
  '/var/lib/cilium',
  '/var/lib/weave',
  '/run/flannel',
  '/run/calico',
  '/run/cilium',
];

const CNI_LINK =
  /^(cni\d+|cbr0|flannel[.\w-]*|cilium_\w+|vxlan\.calico|kube-ipvs0|kube-bridge|weave|nodelocaldns|vxlan-v\d)$/;

const COUNT_CHAINS = "iptables-save | grep -cE '^:(KUBE|CNI)-'";

/** Traces of a former cluster. On a settled host they belong to the cluster it serves, and rules are not counted. */
export const leftovers: FactSection<Pick<HostFacts, 'leftovers'>> = {
  files: ['/proc/net/ip_vs'],
  exists: [SENTINEL, '/etc/cni/net.d/*', '/root/.kube/config', '/sys/class/net/*'],
  scripts: {
    // iptables-save makes the kernel load modules that are not in use yet: only where there may be rules already.
    iptables: [
      'if [ "$unsettled" ] && has iptables-save; then',
      'if [ -e /proc/net/ip_tables_names ] || [ -e /sys/module/nf_tables ] || [ ! -d "/lib/modules/$kernel" ]; then',
      COUNT_CHAINS,
      'fi; fi',
    ].join('\n'),
    folders: [
      `for d in ${FOLDERS.join(' ')}; do`,
      'for f in "$d"/* "$d"/.[!.]*; do',
      'case $f in (*/lost+found) continue ;; esac',
      '[ -e "$f" ] && { echo "$d"; break; }',
      'done; done',
    ].join('\n'),
  },
  parse(seen) {
    return {
      leftovers: {
        cniConfigs: seen.under('/etc/cni/net.d'),
        cniLinks: seen.under('/sys/class/net').filter((name) => CNI_LINK.test(name)),
        iptablesChains: Number(seen.lines('iptables')[0] ?? 0) || 0,
        ipvsServers: seen.file('/proc/net/ip_vs').filter((line) => /^(TCP|UDP|SCTP|FWM) /.test(line)).length,
        homeKubeconfig: seen.exists('/root/.kube/config'),
        directories: seen.lines('folders').filter((path) => FOLDERS.includes(path)),
        capiSentinel: seen.exists(SENTINEL),
      },
    };
  },
};
