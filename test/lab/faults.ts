import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlannedNode } from './addresses.ts';
import { ensureKeyPair } from './keys.ts';
import { containerName, type Lab, startNode } from './lab.ts';
import { waitForSsh } from './node-container.ts';
import { run } from './run.ts';

/** A node of a lab by name. */
export function nodeOf(lab: Lab, name: string): PlannedNode {
  const node = lab.nodes.find((candidate) => candidate.name === name);
  if (!node) throw new Error(`lab ${lab.name} has no node ${name}: it has ${lab.nodes.map((n) => n.name).join(', ')}`);
  return node;
}

async function docker(lab: Lab, node: string, ...before: string[]): Promise<void> {
  nodeOf(lab, node);
  await run('docker', [...before, containerName(lab.name, node)]);
}

/** Freezes a host: connections stay open and nothing answers. */
export const freezeNode = (lab: Lab, node: string): Promise<void> => docker(lab, node, 'pause');

/** Ends a freeze. */
export const thawNode = (lab: Lab, node: string): Promise<void> => docker(lab, node, 'unpause');

/** Pulls the power. */
export const killNode = (lab: Lab, node: string): Promise<void> => docker(lab, node, 'kill');

/** Shuts a host down in order. */
export const stopNode = (lab: Lab, node: string): Promise<void> => docker(lab, node, 'stop', '-t', '20');

/** Switches a stopped or killed host on and waits for its SSH server. */
export async function switchOnNode(lab: Lab, node: string): Promise<void> {
  await docker(lab, node, 'start');
  await waitForSsh(nodeOf(lab, node).address, 30_000);
}

/** Reboots a host and waits for its SSH server. What is under /run and /tmp is gone afterwards, as on a server. */
export async function rebootNode(lab: Lab, node: string): Promise<void> {
  await docker(lab, node, 'restart', '-t', '20');
  await waitForSsh(nodeOf(lab, node).address, 30_000);
}

/** Pulls the network cable: the host keeps its interface and address, and hears nothing. */
export async function unplugNode(lab: Lab, node: string): Promise<void> {
  await setCable(lab, node, 'down');
}

/** Plugs the cable in again. */
export async function plugNode(lab: Lab, node: string): Promise<void> {
  await setCable(lab, node, 'up');
}

/** Docker's own disconnect would give the host another interface afterwards, so the far end of its cable is switched. */
async function setCable(lab: Lab, node: string, state: 'up' | 'down'): Promise<void> {
  const peer = (await lab.exec(node, 'cat /sys/class/net/eth0/iflink')).stdout.trim();
  const links = (await run('ip', ['-o', 'link', 'show'])).stdout.split('\n');
  const device = links.find((line) => line.startsWith(`${peer}: `))?.match(/^\d+: ([^@:]+)/)?.[1];
  if (!device) throw new Error(`no link ${peer} on this machine: does the Docker engine run elsewhere?`);
  await run('ip', ['link', 'set', 'dev', device, state]);
}

/** Drops what arrives for a TCP port: no refusal, no answer. */
export async function dropPort(lab: Lab, node: string, port: number): Promise<void> {
  await lab.exec(node, `iptables -I INPUT -p tcp --dport ${port} -j DROP`);
}

/** Ends `dropPort`. */
export async function openPort(lab: Lab, node: string, port: number): Promise<void> {
  await lab.exec(node, `iptables -D INPUT -p tcp --dport ${port} -j DROP`);
}

/** Gives a host another SSH host key, as a reinstallation or an impostor would. known_hosts keeps the old one. */
export async function changeHostKey(lab: Lab, node: string): Promise<string> {
  const path = join(lab.folder, 'hostkeys', `${nodeOf(lab, node).name}-changed-${Date.now()}`);
  const publicKey = await ensureKeyPair(path, node);
  const container = containerName(lab.name, node);
  await run('docker', ['cp', path, `${container}:/etc/ssh/ssh_host_ed25519_key`]);
  await run('docker', ['cp', `${path}.pub`, `${container}:/etc/ssh/ssh_host_ed25519_key.pub`]);
  await lab.exec(node, 'chown root:root /etc/ssh/ssh_host_* && systemctl restart ssh');
  await waitForSsh(nodeOf(lab, node).address, 10_000);
  return publicKey;
}

/** Leaves on a host what a removed cluster of somebody else typically leaves. Nothing of it runs. */
export async function leaveStaleCluster(lab: Lab, node: string): Promise<void> {
  await lab.exec(
    node,
    [
      'mkdir -p /etc/kubernetes/manifests /etc/kubernetes/pki/etcd /var/lib/etcd/member/snap /etc/cni/net.d /var/lib/kubelet/pki',
      'echo "apiVersion: v1\nkind: Pod\nmetadata: {name: kube-apiserver}" >/etc/kubernetes/manifests/kube-apiserver.yaml',
      'openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=kubernetes -keyout /etc/kubernetes/pki/ca.key -out /etc/kubernetes/pki/ca.crt 2>/dev/null',
      'echo "apiVersion: v1\nkind: Config\nclusters: [{name: old, cluster: {server: https://192.0.2.10:6443}}]" >/etc/kubernetes/kubelet.conf',
      'echo old >/var/lib/etcd/member/snap/db',
      'echo "{\\"cniVersion\\":\\"0.3.1\\",\\"name\\":\\"old\\",\\"plugins\\":[]}" >/etc/cni/net.d/10-old.conflist',
    ].join(' && '),
  );
}

/** Fills the file system of a folder: it becomes a small one of its own with no room left. */
export async function fillDisk(lab: Lab, node: string, folder: string): Promise<void> {
  await lab.exec(
    node,
    `mkdir -p ${folder} && mount -t tmpfs -o size=1m tmpfs ${folder} && cp /dev/zero ${folder}/full; true`,
  );
}

/** Ends `fillDisk`. */
export async function emptyDisk(lab: Lab, node: string, folder: string): Promise<void> {
  await lab.exec(node, `umount ${folder}`);
}

/** Narrows a host's link to so many kilobits per second, in the direction away from the host. */
export async function narrowLink(lab: Lab, node: string, kbit: number): Promise<void> {
  await lab.exec(node, `tc qdisc replace dev eth0 root tbf rate ${kbit}kbit burst 32kbit latency 400ms`);
}

/** Ends `narrowLink`. */
export async function widenLink(lab: Lab, node: string): Promise<void> {
  await lab.exec(node, 'tc qdisc del dev eth0 root');
}

/**
 * Lets the `date` command of a host say another time. Containers share one clock, so programs that do not ask `date`
 * see the true time.
 */
export async function skewClock(lab: Lab, node: string, seconds: number): Promise<void> {
  const script = `#!/bin/sh\nexec /bin/date -d "@$(($(/bin/date +%s) + ${seconds}))" "$@"\n`;
  await lab.exec(node, `printf '%s' '${script}' >/usr/local/bin/date && chmod 755 /usr/local/bin/date`);
}

/** Ends `skewClock`. */
export async function mendClock(lab: Lab, node: string): Promise<void> {
  await lab.exec(node, 'rm -f /usr/local/bin/date');
}

/** Replaces a node by a bare one of the same name, address and host key: a reinstalled server. */
export async function reinstallNode(lab: Lab, node: string): Promise<void> {
  const planned = nodeOf(lab, node);
  await run('docker', ['rm', '-f', '-v', containerName(lab.name, node)]);
  // The bridge forgets the old one's address only when it is gone for good.
  await sleep(100);
  await startNode(lab, lab.keys, planned);
}
