import { shQuote } from './sh-text.ts';

/** How far an upgrade has come on a host, told by the host alone. */
export interface UpgradeLook {
  /** Version of the kubelet's binary; absent: it was not told. */
  kubelet?: string;
  /** The kubelet that runs was started from that binary. */
  kubeletRunsIt: boolean;
  /** Tags of the images of the control plane's static pods, by component. */
  tags: Record<string, string>;
}

const COMPONENTS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** sh for root that tells it and changes nothing. Its output is parseUpgradeLook's. */
export function upgradeLookScript(kubernetes = '/etc/kubernetes'): string {
  return `LC_ALL=C
PATH="\${PATH:-/usr/bin}:/usr/local/bin:/usr/bin:/opt/bin"
pid=$(systemctl show -p MainPID kubelet.service 2>/dev/null | sed 's/^MainPID=//')
# The kubelet's own unit knows which binary is its.
binary=$(systemctl show -p ExecStart kubelet.service 2>/dev/null | sed -n 's/.*[{ ]path=\\([^ ;]*\\).*/\\1/p' | head -n 1)
[ -n "$binary" ] || binary=$(command -v kubelet)
echo "kubelet $("$binary" --version 2>/dev/null)"
if [ "\${pid:-0}" != 0 ] && [ "/proc/$pid/exe" -ef "$binary" ]; then echo 'runs it'; fi
for component in ${COMPONENTS.join(' ')}; do
  image=$(sed -n 's/^ *image: *//p' ${shQuote(`${kubernetes}/manifests`)}/"$component.yaml" 2>/dev/null | head -n 1)
  echo "image $component $image"
done
`;
}

export function parseUpgradeLook(stdout: string): UpgradeLook {
  const look: UpgradeLook = { kubeletRunsIt: false, tags: {} };
  for (const line of stdout.split('\n')) {
    const [, kubelet] = /^kubelet Kubernetes (v\S+)$/.exec(line) ?? [];
    if (kubelet !== undefined) look.kubelet = kubelet;
    if (line === 'runs it') look.kubeletRunsIt = true;
    const [, component, tag] = /^image (\S+) "?[^"\s]*:([^":/\s@]+)(?:@[^"\s]*)?"?$/.exec(line) ?? [];
    if (component !== undefined && tag !== undefined) look.tags[component] = tag;
  }
  return look;
}

/**
 * Whether kubeadm has done its part of an upgrade to another version: the kubelet's binary is replaced only after kubeadm
 * has ended well, and of a control plane every component is of the version.
 */
export function kubeadmHasUpgraded(look: UpgradeLook, role: 'control-plane' | 'worker', version: string): boolean {
  const tag = version.replaceAll('+', '_');
  if (look.kubelet !== version) return false;
  return role === 'worker' || COMPONENTS.every((component) => look.tags[component] === tag);
}
