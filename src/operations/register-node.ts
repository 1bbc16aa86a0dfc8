import { InstallerError } from '../errors.ts';
import { criSocketOf } from '../kubeadm/node-registration.ts';
import { shQuote } from '../kubeadm/sh-text.ts';
import { type Host, readScript } from '../model/host-handle.ts';
import type { Machine } from '../model/machine.ts';
import type { ClusterView } from '../model/observed.ts';
import { type AskCluster, clusterNow } from './cluster-now.ts';
import { type ControlPlaneHost, kubectlPreamble, readyControlPlane } from './control-plane-access.ts';
import { lastLines, mustRun } from './host-script.ts';
import type { ApplyContext, Operation } from './operation.ts';
import { waitUntil } from './wait-until.ts';

export interface RegisterInput {
  machine: Machine;
  host: Host;
  /** Every control plane that may be asked, this machine's among them. */
  controlPlanes: ControlPlaneHost[];
  view: AskCluster;
}

const READY_MS = 120_000;
/** The pods of a Node that is gone are collected after 40 s, looked for every 20 s, and end in their own time (podgc). */
const PODS_END_MS = 180_000;
/** A kubelet that has a pod network says that it is Ready after some 10 s. */
const NODE_READY_MS = 60_000;
/** A kubelet tries again every 7 s at the latest. */
const REGISTERED_MS = 120_000;

/** Pods whose network goes over the bridge that CNI's own plugins, and flannel, make. */
const PODS_ON_BRIDGE = readScript(`ls /sys/class/net/cni0/brif 2>/dev/null | grep -c .`);
/**
 * The bridge has an address of the range that the Node had, and nobody takes it away (flannel#1850). With another range no
 * pod would get an address: `"cni0" already has an IP address different from …`.
 */
const RESTART = `if [ -d /sys/class/net/cni0/bridge ] && [ -z "$(ls /sys/class/net/cni0/brif)" ]; then
  ip link delete cni0 || exit
fi
systemctl restart kubelet
`;

/**
 * Brings back the Node of a machine that serves and whose Node somebody deleted, by starting its kubelet anew: it registers
 * the node when it starts, with the certificate it has. What runs on the machine goes on. Labels and taints of the inventory
 * and of its role are not part of it.
 * @throws InstallerError `operation-failed` with the kubelet's last words when it does not register
 */
export function registerNode(input: RegisterInput): Operation<ClusterView | { unavailable: string }> {
  const { machine, host } = input;
  return {
    action: 'register-node',
    observe: input.view,
    changes: (seen) =>
      isRegistered(seen, machine.name)
        ? []
        : [{ what: `kubelet of ${machine.name}`, why: 'it registers its node when it is started anew' }],
    apply: async (_seen, context) => {
      const { signal } = context;
      await awaitPodsEnd(input, context);
      await mustRun(host, 'systemctl restart kubelet', RESTART, { signal });
      await awaitNode(input, context);
      await noteCriSocket(input, context);
      await awaitReady(input, context);
    },
  };
}

function isRegistered(seen: ClusterView | { unavailable: string }, name: string): boolean {
  return !('unavailable' in seen) && seen.nodes.some((node) => node.name === name);
}

/** Those that outlive their Node would keep addresses that lead nowhere. Waited for, but not for ever. */
async function awaitPodsEnd({ host, machine }: RegisterInput, { signal, progress }: ApplyContext): Promise<void> {
  const look = async () => {
    const { stdout } = await host.read(PODS_ON_BRIDGE, { title: 'pods on cni0', signal });
    const left = Number(stdout.trim()) || 0;
    return left > 0 ? `${left} left` : undefined;
  };
  const until = `the pods of the former node ${machine.name} have ended`;
  const onWaiting = (missing: string) => progress(`waiting until ${until}: ${missing}`);
  const wait = { limitMs: PODS_END_MS, intervalMs: 2_000, until, signal, onWaiting, host: host.name };
  await waitOrGoOn(wait, look, ({ message }) =>
    progress(`going on: ${message}. Should new pods there get no address: ip link delete cni0`),
  );
}

/** Who plans next would take it for one that ails. Where there is no pod network yet it does not become Ready. */
async function awaitReady({ machine: { name }, host, view }: RegisterInput, context: ApplyContext): Promise<void> {
  const { signal, progress } = context;
  const until = `node ${name} is Ready`;
  const wait = { limitMs: NODE_READY_MS, intervalMs: 2_000, until, signal, host: host.name };
  const look = async () => {
    const seen = await clusterNow(view, context);
    const node = 'unavailable' in seen ? undefined : seen.nodes.find((candidate) => candidate.name === name);
    return node?.ready ? undefined : 'it is not';
  };
  await waitOrGoOn(wait, look, ({ message }) => progress(`going on: ${message}`));
}

async function waitOrGoOn(
  wait: Parameters<typeof waitUntil>[0] & { signal: AbortSignal },
  look: () => Promise<string | undefined>,
  goOn: (error: InstallerError) => void,
): Promise<void> {
  try {
    await waitUntil(wait, look);
  } catch (error) {
    wait.signal.throwIfAborted();
    if (!(error instanceof InstallerError) || error.kind !== 'operation-failed') throw error;
    goOn(error);
  }
}

async function awaitNode({ machine, host, view }: RegisterInput, context: ApplyContext): Promise<void> {
  const { signal, progress } = context;
  const { name } = machine;
  try {
    await waitUntil(
      {
        limitMs: REGISTERED_MS,
        intervalMs: 2_000,
        until: `the kubelet of ${name} has registered its node`,
        signal,
        host: host.name,
        onWaiting: (missing) => progress(`waiting for the kubelet of ${name}: ${missing}`),
      },
      async () => (isRegistered(await clusterNow(view, context), name) ? undefined : `there is no node ${name}`),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof InstallerError)) throw error;
    throw new InstallerError(error.kind, error.message, {
      host: host.name,
      command: 'systemctl restart kubelet',
      lastLines: await kubeletSays(host),
      hint: `journalctl -u kubelet on ${host.name} tells why. Should its certificate be of no use any more: installer reset --host ${name} makes the host bare, apply then joins it anew`,
      cause: error,
    });
  }
}

async function kubeletSays(host: Host): Promise<string[]> {
  const script = readScript('systemctl is-active kubelet; journalctl -u kubelet -n 15 --no-pager -o cat');
  const said = await host.read(script, { title: 'what the kubelet says', timeoutMs: 15_000 }).catch(() => undefined);
  return lastLines(said?.stdout ?? '');
}

/** kubeadm upgrade looks for it on the Node, up to versions that keep it on the host; no kubelet puts it there. */
async function noteCriSocket({ machine, controlPlanes }: RegisterInput, context: ApplyContext): Promise<void> {
  const { signal, progress } = context;
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal, onWaiting });
  const note = shQuote(`kubeadm.alpha.kubernetes.io/cri-socket=${criSocketOf(machine)}`);
  const script = `${kubectlPreamble(controlPlane)}k annotate node '${machine.name}' --overwrite ${note}`;
  await mustRun(controlPlane.host, `kubectl annotate node ${machine.name}`, script, { signal });
}
