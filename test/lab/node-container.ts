import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GenericContainer, Wait } from 'testcontainers';
import { labSources } from './paths.ts';

// The cleaning-up companion container cannot be pulled everywhere; the lab cleans up by label.
process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';

/** Carries the lab's name on its containers and networks, so that `down` finds them even after a crash. */
export const LAB_LABEL = 'installer.dev/lab';
export const ROLE_LABEL = 'installer.dev/lab-role';
export const NODE_LABEL = 'installer.dev/lab-node';

const ENTRYPOINT = join(labSources, 'node', 'entrypoint.sh');

export interface SeedFile {
  readonly name: string;
  readonly content: string;
  readonly mode?: number;
}

export interface NodeContainerSpec {
  readonly image: string;
  readonly container: string;
  readonly hostname: string;
  readonly network: string;
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Read and removed by the entrypoint at the first boot. */
  readonly seed: readonly SeedFile[];
  /** `systemd` boots a server; `sshd` starts an SSH server alone, for benchmarks. */
  readonly boot: 'systemd' | 'sshd';
}

/** A node is this container: testcontainers has words for all but the fixed address and the kind of volumes it needs. */
class NodeContainer extends GenericContainer {
  constructor(spec: NodeContainerSpec) {
    super(spec.image);
    this.withName(spec.container)
      .withHostname(spec.hostname)
      .withLabels(spec.labels)
      .withNetworkMode(spec.network)
      // Not part of the image: a change of it then takes effect without making the image again.
      .withCopyFilesToContainer([{ source: ENTRYPOINT, target: '/usr/local/sbin/lab-node', mode: 0o755 }])
      .withCopyContentToContainer(
        spec.seed.map((file) => ({
          content: file.content,
          target: `/etc/lab-seed/${file.name}`,
          mode: file.mode ?? 0o600,
        })),
      )
      .withWaitStrategy(Wait.forSuccessfulCommand('true'))
      .withAutoCleanup(false)
      .withCommand([spec.boot]);
    this.createOpts.NetworkingConfig = {
      EndpointsConfig: { [spec.network]: { IPAMConfig: { IPv4Address: spec.address } } },
    };
    if (spec.boot === 'systemd') this.asServer();
    // The entrypoint unmounts what Docker puts over /etc/hostname and its like.
    else this.withAddedCapabilities('SYS_ADMIN').withSecurityOpt('seccomp=unconfined', 'apparmor=unconfined');
  }

  /**
   * What systemd, containerd and the kubelet need. Not "privileged": that asks for every capability, and a machine
   * whose own set lacks SYS_RESOURCE cannot give it.
   */
  private asServer(): void {
    this.withAddedCapabilities('ALL')
      .withDroppedCapabilities('SYS_RESOURCE')
      .withSecurityOpt('seccomp=unconfined', 'apparmor=unconfined')
      .withTmpFs({ '/run': 'rw,exec,mode=755', '/tmp': 'rw,exec,mode=1777' });
    // What `docker run --security-opt systempaths=unconfined` sends.
    this.hostConfig.MaskedPaths = [];
    this.hostConfig.ReadonlyPaths = [];
    this.createOpts.StopSignal = 'SIGRTMIN+3';
    // Overlay cannot be stacked on overlay: these folders get file systems of their own.
    this.createOpts.Volumes = { '/var/lib/containerd': {}, '/var/lib/kubelet': {}, '/var/lib/etcd': {} };
  }
}

/** Starts one node and waits until its SSH server greets. */
export async function startNodeContainer(spec: NodeContainerSpec): Promise<void> {
  await new NodeContainer(spec).start();
  await waitForSsh(spec.address, 30_000);
}

/** Waits until an SSH server greets at `address`:22. */
export async function waitForSsh(address: string, limitMs: number): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await greets(address))) {
    if (Date.now() > deadline) throw new Error(`no SSH server greeted at ${address}:22 within ${limitMs / 1000} s`);
    await sleep(100);
  }
}

function greets(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: address, port: 22, timeout: 1000 });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('data', (data) => answer(data.toString().startsWith('SSH-')));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('close', () => answer(false));
  });
}
