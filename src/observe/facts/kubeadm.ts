import { createHash, X509Certificate } from 'node:crypto';
import type { HostFacts, KubeadmState } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';
import type { Seen } from '../seen.ts';
import { ASK_COMPONENTS, componentsIn } from './answering.ts';
import { unitStates } from './units.ts';

const CA = '/etc/kubernetes/pki/ca.crt';
const APISERVER = '/etc/kubernetes/pki/apiserver.crt';
const DAY_MS = 86_400_000;
const TASKS = '/run/containerd/io.containerd.runtime.v2.task/k8s.io';

/** How far kubeadm went on this host. Certificates are read here rather than by openssl there: they are public. */
export const kubeadm: FactSection<Pick<HostFacts, 'kubeadm'>> = {
  files: [CA, APISERVER],
  exists: [
    '/etc/kubernetes/*.conf',
    '/etc/kubernetes/manifests/*',
    '/etc/kubernetes/pki/*.*',
    '/etc/kubernetes/pki/etcd/*.*',
    '/var/lib/etcd/member',
  ],
  grep: {
    // The first is kubelet.conf's, the second is in the runtime's description of each running container.
    pattern: '^ +server: .*|"io.kubernetes.cri.container-name":"[^"]*"',
    files: ['/etc/kubernetes/kubelet.conf', '/etc/kubernetes/bootstrap-kubelet.conf', `${TASKS}/*/config.json`],
  },
  slow: {
    answering: { when: '[ "$settled" ] && [ -f /etc/kubernetes/manifests/kube-apiserver.yaml ]', run: ASK_COMPONENTS },
  },
  parse(seen, nowMs) {
    const apiServer = server(seen, 'kubelet.conf') ?? server(seen, 'bootstrap-kubelet.conf');
    const caCertHash = publicKeyHash(seen.file(CA));
    const apiserverCertDaysLeft = daysLeft(seen.file(APISERVER), nowMs);
    const units = unitStates(seen);
    const answering = componentsIn(seen.lines('answering'));
    return {
      kubeadm: {
        manifests: seen.under('/etc/kubernetes/manifests'),
        kubeletConf: seen.exists('/etc/kubernetes/kubelet.conf'),
        adminConf: seen.exists('/etc/kubernetes/admin.conf'),
        superAdminConf: seen.exists('/etc/kubernetes/super-admin.conf'),
        bootstrapKubeletConf: seen.exists('/etc/kubernetes/bootstrap-kubelet.conf'),
        ...(apiServer !== undefined && { apiServer }),
        pki: seen.under('/etc/kubernetes/pki'),
        ...(caCertHash !== undefined && { caCertHash }),
        ...(apiserverCertDaysLeft !== undefined && { apiserverCertDaysLeft }),
        etcdData: seen.exists('/var/lib/etcd/member'),
        kubelet: kubeletState(units.kubelet),
        containers: containers(seen),
        ...(answering.length > 0 && { answering }),
        bootstrapRunning: ['active', 'activating'].includes(units['installer-bootstrap'] ?? ''),
      },
    };
  },
};

function server(seen: Seen, file: string): string | undefined {
  return /server:\s*"?([^"\s]+)/.exec(seen.found(`/etc/kubernetes/${file}`)[0] ?? '')?.[1];
}

function containers(seen: Seen): string[] {
  const names = seen.foundUnder(`${TASKS}/`, '/config.json').map((match) => /:"([^"]*)"$/.exec(match)?.[1] ?? '');
  return [...new Set(names.filter((name) => name !== ''))].sort();
}

function kubeletState(state: string | undefined): KubeadmState['kubelet'] {
  switch (state) {
    case 'active':
    case 'inactive':
    case 'failed':
    case 'activating':
      return state;
    case 'reloading':
    case 'deactivating':
      return 'active';
    default:
      return 'absent';
  }
}

function certificate(pem: readonly string[]): X509Certificate | undefined {
  if (pem.length === 0) return undefined;
  try {
    return new X509Certificate(pem.join('\n'));
  } catch {
    return undefined;
  }
}

/** The pin that kubeadm calls `discovery-token-ca-cert-hash`: sha256 over the DER of the public key info (RFC 7469). */
function publicKeyHash(pem: readonly string[]): string | undefined {
  const der = certificate(pem)?.publicKey.export({ type: 'spki', format: 'der' });
  return der === undefined ? undefined : createHash('sha256').update(der).digest('hex');
}

function daysLeft(pem: readonly string[], nowMs: number): number | undefined {
  const found = certificate(pem);
  return found === undefined ? undefined : Math.floor((Date.parse(found.validTo) - nowMs) / DAY_MS);
}
