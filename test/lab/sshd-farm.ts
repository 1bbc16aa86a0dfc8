import { mkdir, readFile, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { addressIn, type PlannedNode } from './addresses.ts';
import { hostKeyPath, writeLabKeys } from './keys.ts';
import { stopLab } from './lab.ts';
import { createNetwork, networkName } from './network.ts';
import { LAB_LABEL, NODE_LABEL, ROLE_LABEL, startNodeContainer } from './node-container.ts';
import { labFolder } from './paths.ts';
import { prepareLab } from './prepare.ts';
import { step } from './progress.ts';

export interface SshdFarm {
  readonly hosts: readonly { readonly name: string; readonly address: string }[];
  /** Logs in as root, ops (NOPASSWD sudo) and opspw. */
  readonly keyPath: string;
  readonly knownHostsPath: string;
  readonly passwordPath: string;
  /** Whether this call started the Docker engine. */
  readonly engineStartedHere: boolean;
  down(): Promise<void>;
}

/** The first host's last number; the gateway is 1. */
const FIRST = 10;

/** Starts many light hosts that run an SSH server and nothing else: no systemd. For benchmarks. */
export async function startSshdFarm(options: { count: number; name?: string; subnet?: string }): Promise<SshdFarm> {
  const { count, name = 'farm' } = options;
  if (count < 1 || count > 240) throw new Error(`a farm has 1 to 240 hosts, not ${count}`);
  const prepared = await prepareLab({ version: '', bundle: false });
  await stopLab(name);
  try {
    const subnet = await createNetwork(name, options.subnet);
    const hosts: PlannedNode[] = Array.from({ length: count }, (_, index) => ({
      name: `host-${index + 1}`,
      address: addressIn(subnet, FIRST + index),
      role: 'worker',
    }));
    const folder = labFolder(name);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // One host key for all: making fifty of them takes longer than starting fifty hosts.
    const keys = await writeLabKeys(folder, hosts, { shareHostKey: true });
    const hostKey = hostKeyPath(folder, 'shared');
    const seed = [
      { name: 'ssh_host_ed25519_key', content: await readFile(hostKey, 'utf8') },
      { name: 'ssh_host_ed25519_key.pub', content: await readFile(`${hostKey}.pub`, 'utf8') },
      { name: 'authorized_keys', content: `${keys.publicKey}\n` },
      { name: 'passwords', content: `opspw:${keys.password}\n` },
      // A burst of logins is what a benchmark makes on purpose.
      { name: 'sshd.conf', content: 'MaxStartups 100:30:200\n' },
    ];
    await step(`starting ${count} SSH servers in ${subnet}`, () =>
      inBatches(hosts, Math.max(4, cpus().length * 2), (host) =>
        startNodeContainer({
          image: prepared.image,
          container: `installer-lab-${name}-${host.name}`,
          hostname: host.name,
          network: networkName(name),
          address: host.address,
          labels: { [LAB_LABEL]: name, [ROLE_LABEL]: 'farm', [NODE_LABEL]: host.name },
          boot: 'sshd',
          seed,
        }),
      ),
    );
    return {
      hosts: hosts.map(({ name: host, address }) => ({ name: host, address })),
      keyPath: keys.privateKeyPath,
      knownHostsPath: keys.knownHostsPath,
      passwordPath: keys.passwordPath,
      engineStartedHere: prepared.engineStartedHere,
      down: () => stopLab(name),
    };
  } catch (error) {
    await stopLab(name).catch(() => {});
    await rm(labFolder(name), { recursive: true, force: true });
    throw error;
  }
}

/** Works on all items, so many at a time. */
async function inBatches<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
