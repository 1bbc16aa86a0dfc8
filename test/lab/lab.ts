import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PlannedNode, planNodes, vipOf } from './addresses.ts';
import { type LabUser, labInventoryYaml } from './inventory.ts';
import { hostKeyPath, type LabKeys, writeLabKeys } from './keys.ts';
import { type LabState, readLabState, writeLabState } from './lab-state.ts';
import { createNetwork, networkName } from './network.ts';
import { LAB_LABEL, NODE_LABEL, ROLE_LABEL, startNodeContainer } from './node-container.ts';
import { labFolder, labSources } from './paths.ts';
import { prepareLab } from './prepare.ts';
import { say, step } from './progress.ts';
import { output, type RunResult, run } from './run.ts';

export interface LabOptions {
  readonly name?: string;
  readonly controlPlanes?: number;
  readonly workers?: number;
  readonly spares?: number;
  /** Adds a bastion; the other nodes then let nobody log in except from its address. */
  readonly bastion?: boolean;
  readonly user?: LabUser;
  /** A /24 network; by default the first free one, beginning at 10.77.0.0/24. */
  readonly subnet?: string;
  /** The last number of the virtual address; 100 if it is not given. */
  readonly vip?: number;
  readonly version?: string;
  /** False skips Kubernetes and the bundle, for those who only want SSH servers. */
  readonly bundle?: boolean;
}

export interface Lab extends LabState {
  readonly folder: string;
  readonly keys: LabKeys;
  readonly inventoryPath: string;
  readonly engineStartedHere: boolean;
  /** Runs a command on a node as root, past SSH. Throws when it fails, unless its exit code is in `allow`. */
  exec(node: string | PlannedNode, command: string, allow?: readonly number[]): Promise<RunResult>;
  /** Removes the nodes, the network and the state folder. */
  down(): Promise<void>;
}

export const DEFAULT_VERSION = 'v1.20.2';

/** Starts a lab of bare nodes and writes its inventory. A lab of that name is removed first. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const name = options.name ?? 'lab';
  const version = options.version ?? DEFAULT_VERSION;
  const prepared = await prepareLab({ version, bundle: options.bundle ?? true });
  await stopLab(name);
  try {
    const subnet = await createNetwork(name, options.subnet);
    const nodes = planNodes(subnet, {
      controlPlanes: options.controlPlanes ?? 3,
      workers: options.workers ?? 2,
      spares: options.spares ?? 0,
      bastion: options.bastion ?? false,
    });
    const state: LabState = {
      name,
      subnet,
      vip: vipOf(subnet, options.vip),
      image: prepared.image,
      nodes,
      bundle: prepared.bundle,
    };
    const folder = labFolder(name);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeLabState(state);
    const keys = await writeLabKeys(folder, nodes);
    const inventoryPath = await writeInventory(state, keys, options.user ?? 'ops', version);
    await step(`starting ${nodes.length} nodes in ${subnet}`, () =>
      allOrThrow(nodes.map((node) => startNode(state, keys, node))),
    );
    return labHandle(state, keys, inventoryPath, prepared.engineStartedHere);
  } catch (error) {
    await stopLab(name).catch(() => {});
    throw error;
  }
}

/** Waits for all, even when one fails: nothing may still be starting while the others are removed. */
async function allOrThrow(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) {
    if (result.status === 'rejected') throw result.reason;
  }
}

/** The handle of a lab that is already up. */
export async function openLab(name: string): Promise<Lab> {
  const state = await readLabState(name);
  const folder = labFolder(name);
  return labHandle(state, await writeLabKeys(folder, state.nodes), join(folder, 'inventory.yaml'), false);
}

/** Removes whatever carries the lab's name: nodes with their volumes, network, state. Fine when there is nothing. */
export async function stopLab(name: string): Promise<void> {
  const filter = ['--filter', `label=${LAB_LABEL}=${name}`];
  const list = async (...command: string[]) =>
    (await output('docker', [...command, ...filter])).split('\n').filter(Boolean);
  let said = '';
  // More than one look: somebody else may be removing, or still starting, nodes of the same lab.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const containers = await list('ps', '-aq');
    const networks = await list('network', 'ls', '-q');
    if (containers.length + networks.length === 0) break;
    if (attempt === 4) throw new Error(`lab ${name} could not be removed: ${said}`);
    if (containers.length > 0) {
      const remove = () => run('docker', ['rm', '-f', '-v', ...containers], { allow: [1] });
      said = (await step(`removing ${containers.length} containers of ${name}`, remove)).stderr.trim();
    }
    if (networks.length > 0) said = (await run('docker', ['network', 'rm', ...networks], { allow: [1] })).stderr.trim();
  }
  await rm(labFolder(name), { recursive: true, force: true });
}

/** The name of a node's container, for `docker` commands typed by hand. */
export function containerName(lab: string, node: string): string {
  return `installer-lab-${lab}-${node}`;
}

/** Starts one node of a lab, bare. */
export async function startNode(state: LabState, keys: LabKeys, node: PlannedNode): Promise<void> {
  const hostKey = hostKeyPath(labFolder(state.name), node.name);
  const bastion = state.nodes.find((other) => other.role === 'bastion');
  const behindBastion = bastion !== undefined && node !== bastion && node.role !== 'bastion';
  await startNodeContainer({
    image: state.image,
    container: containerName(state.name, node.name),
    hostname: node.name,
    network: networkName(state.name),
    address: node.address,
    labels: { [LAB_LABEL]: state.name, [ROLE_LABEL]: node.role, [NODE_LABEL]: node.name },
    boot: 'systemd',
    seed: [
      { name: 'ssh_host_ed25519_key', content: await readFile(hostKey, 'utf8') },
      { name: 'ssh_host_ed25519_key.pub', content: await readFile(`${hostKey}.pub`, 'utf8') },
      { name: 'authorized_keys', content: `${keys.publicKey}\n` },
      { name: 'passwords', content: `opspw:${keys.password}\n` },
      ...(behindBastion ? [{ name: 'sshd.conf', content: `AllowUsers *@${bastion.address}\n` }] : []),
    ],
  });
}

async function writeInventory(state: LabState, keys: LabKeys, user: LabUser, version: string): Promise<string> {
  const folder = labFolder(state.name);
  const manifests = join(labSources, 'manifests');
  const bastion = state.nodes.find((node) => node.role === 'bastion');
  const hostKey = bastion && (await readFile(`${hostKeyPath(folder, bastion.name)}.pub`, 'utf8'));
  const routesManifest = join(folder, 'routes.yaml');
  await writeFile(routesManifest, await readFile(join(manifests, 'routes.yaml'), 'utf8'));
  const text = labInventoryYaml({
    ...state,
    ...keys,
    user,
    kubernetesVersion: version,
    bastionHostKey: hostKey?.split(' ').slice(0, 2).join(' '),
    routesManifest: 'routes.yaml',
    cniTemplate: await readFile(join(manifests, 'cni-conf.template'), 'utf8'),
  });
  const path = join(folder, 'inventory.yaml');
  await writeFile(path, text);
  await chmod(path, 0o600);
  say(`inventory: ${path}`);
  return path;
}

function labHandle(state: LabState, keys: LabKeys, inventoryPath: string, engineStartedHere: boolean): Lab {
  return {
    ...state,
    folder: labFolder(state.name),
    keys,
    inventoryPath,
    engineStartedHere,
    exec: (node, command, allow = []) => {
      const container = containerName(state.name, typeof node === 'string' ? node : node.name);
      return run('docker', ['exec', container, 'sh', '-c', command], { allow });
    },
    down: () => stopLab(state.name),
  };
}
