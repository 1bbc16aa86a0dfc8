/** What a failed kubeadm run means, in plain words. */
export interface KubeadmFailure {
  /** One sentence: the cause. */
  summary: string;
  /** What to do about it. */
  hint?: string;
}

type Face = readonly [RegExp, (match: RegExpExecArray) => KubeadmFailure];

/**
 * The faces of failures whose own words mislead or say too little, as real runs of 1.20 and 1.36 showed them. The first
 * that fits is taken: causes stand before their consequences.
 */
const FACES: readonly Face[] = [
  [
    /installer: (kubeadm did not end within \d+ seconds)/,
    ([, what]) => ({ summary: `${what} and was stopped`, hint: 'Look at the kubelet: journalctl -u kubelet -n 50' }),
  ],
  [
    /could not find a JWS signature[^"]*(?:"([a-z0-9]{6})")?/,
    () => ({
      summary: 'the bootstrap token is not known to the cluster, or has expired',
      hint: 'Run apply again: every join gets a new token. When it stays so, compare the clocks of the hosts.',
    }),
  ],
  [
    /cluster CA found in cluster-info ConfigMap is invalid|are pinned|not pinned/,
    () => ({
      summary: 'the endpoint presents another authority than this cluster has: another cluster answers there',
      hint: 'Check who holds the control-plane endpoint address: ip neigh, arping.',
    }),
  ],
  [
    /cipher: message authentication failed/,
    () => ({ summary: 'the certificate key does not fit the uploaded certificates', hint: 'Run apply again.' }),
  ],
  [
    /a Node with name "([^"]+)" and status "Ready" already exists/,
    ([, name]) => ({
      summary: `the cluster already has a Ready node named ${name}`,
      hint: 'Give this host another name, or remove that node first; then reset this host, which kubeadm left half joined.',
    }),
  ],
  [
    /Kubelet version "?0\.0\.0-master[^\s"]*"? is lower than kubeadm can support/,
    () => ({
      summary: 'the kubelet was built without version information, so kubeadm refuses it',
      hint: 'Put a released kubelet into the bundle.',
    }),
  ],
  [
    /ERROR KubeletVersion\]: (.+)/,
    ([, what]) => ({ summary: `kubelet and kubeadm do not fit: ${what}`, hint: 'Install both from the same bundle.' }),
  ],
  [
    /CoreDNSMigration: start version ''/,
    () => ({
      summary: 'the cluster was made without CoreDNS, which kubeadm cannot upgrade',
      hint: 'Install CoreDNS, or remove dns.disabled from the kubeadm-config ConfigMap in kube-system.',
    }),
  ],
  [
    /ERROR (?:DirAvailable--var-lib-etcd|FileAvailable--etc-kubernetes-[^\]]+)\]/,
    () => ({
      summary: 'this host holds files of a former or unfinished bootstrap',
      hint: 'If it is not a member of a live cluster, reset it: installer reset --host NAME; then apply again.',
    }),
  ],
  [
    /ERROR Port-(\d+)\]/,
    ([, port]) => ({
      summary: `port ${port} is already in use on this host`,
      hint: `See who listens: ss -ltnp 'sport = :${port}'`,
    }),
  ],
  [
    /ERROR FileContent--proc-sys-net-([^\]]+)\]/,
    ([, name]) => ({
      summary: `the kernel setting net.${(name ?? '').replaceAll('-', '.')} is not 1`,
      hint: 'Set it with sysctl, and in /etc/sysctl.d so that it stays.',
    }),
  ],
  [
    /ERROR CRI\]: (.+)/,
    () => ({
      summary: 'the container runtime does not answer',
      hint: 'systemctl status containerd; its CRI plugin must not be disabled in /etc/containerd/config.toml.',
    }),
  ],
  [
    /ERROR ImagePull\]: failed to pull image "?([^\s:"]+(?::[^\s"]+?)?)"?: /,
    ([, image]) => ({
      summary: `the image ${image} is not on the host and could not be pulled`,
      hint: 'Add it to the bundle, or set imageRepository to a registry that the hosts reach.',
    }),
  ],
  [
    /ERROR FileExisting-([^\]]+)\]/,
    ([, name]) => ({
      summary: `kubeadm needs the program ${name} on the host`,
      hint: `Install ${name}, or add it to the bundle.`,
    }),
  ],
  [/ERROR Swap\]/, () => ({ summary: 'swap is on', hint: 'swapoff -a, and take it out of /etc/fstab.' })],
  [
    /ERROR SystemVerification\]/,
    () => ({
      summary: "the kernel does not pass kubeadm's system verification",
      hint: 'On cgroup v1 with Kubernetes 1.35 or newer also set failCgroupV1: false in kubeletConfiguration.',
    }),
  ],
  [/ERROR ([A-Za-z][^\]]*)\]: (.+)/, ([, check, what]) => ({ summary: `kubeadm's check ${check} refused: ${what}` })],
  [
    /(?:strict decoding error: )?unknown field "([^"]+)"/,
    ([, field]) => ({
      summary: `this version of kubeadm does not know the field ${field}`,
      hint: 'Correct it in kubeadmConfigSpec of the inventory.',
    }),
  ],
  [
    /only supports deploying clusters with the control plane version >= (\d+(?:\.\d+)*)/,
    ([, floor]) => ({
      summary: `the installed kubeadm deploys Kubernetes ${floor} and newer only`,
      hint: 'Take kubeadm and version from the same bundle.',
    }),
  ],
  [
    /\[upgrade\/[a-z]+\] FATAL(?: post-upgrade error)?: (.+:\n\n\s*-? ?.+|.+)/,
    ([, what]) => ({ summary: `kubeadm could not upgrade: ${(what ?? '').replace(/:\n\n\s*-? ?/, ': ')}` }),
  ],
  [
    /x509: certificate has expired or is not yet valid/,
    () => ({
      summary: "a certificate is not valid at this host's time",
      hint: 'Compare the clocks of the hosts: date -u',
    }),
  ],
  [
    /could not bootstrap the admin user in file admin\.conf/,
    () => ({
      summary: 'the control plane did not come up: most often the kubelet does not stay running',
      hint: 'journalctl -u kubelet -n 50; on cgroup v1 with Kubernetes 1.35 or newer set failCgroupV1: false in kubeletConfiguration.',
    }),
  ],
  [
    /unable to fetch the kubeadm-config ConfigMap|failed to request (?:the )?cluster-info|couldn't validate the identity of the API Server/,
    () => ({
      summary: 'the control-plane endpoint did not answer this host',
      hint: "Check that the endpoint address is held by a control plane and not left on this host's own interface: ip addr",
    }),
  ],
  [
    /etcdserver: unhealthy cluster|can only promote a learner|error execution phase control-plane-join\/etcd/,
    () => ({
      summary: 'etcd did not take this host as a member',
      hint: 'A member may be left over: run apply again, which looks at the members first.',
    }),
  ],
  [
    /kubelet is not running|kubelet isn't running|kubelet is not healthy|localhost:10248\/healthz|127\.0\.0\.1:10248\/healthz/,
    () => ({ summary: 'the kubelet does not stay running', hint: 'journalctl -u kubelet -n 50' }),
  ],
  [
    /timed out waiting for the condition|error execution phase wait-control-plane/,
    () => ({
      summary: 'the control plane did not come up in time',
      hint: 'crictl ps -a and crictl logs of kube-apiserver and etcd on this host say why.',
    }),
  ],
];

/** The plain cause of a failed run, from the log that bootstrap scripts print; else the last thing kubeadm complained of. */
export function kubeadmFailure(log: string): KubeadmFailure {
  for (const [face, describe] of FACES) {
    const match = face.exec(log);
    if (match) return describe(match);
  }
  const lines = log.split('\n').map((line) => line.trim());
  const complaint =
    lines.findLast((line) => /^(?:error|fatal|panic)|\berror\b:/i.test(line)) ?? lines.findLast(Boolean);
  return { summary: complaint ?? 'kubeadm failed without a word' };
}
