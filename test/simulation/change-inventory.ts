import type { Tape } from './tape.ts';
import { answers, type SimHost } from './world/sim-host.ts';
import {
  ALL_HOSTS,
  type SimInventory,
  type SimInventoryHost,
  sparesOf,
  versionOf,
  workerPool,
} from './world/sim-inventory.ts';
import type { World } from './world/world.ts';

/** Edits that may come to nothing before one does. */
const ATTEMPTS = 3;

/** A person edits the inventory. Answers it as it was when the edit would make no valid one. */
export function changeInventory(inventory: SimInventory, tape: Tape, world: World): SimInventory {
  for (let attempts = 0; attempts < ATTEMPTS; attempts++) {
    const changed = tape.pick(EDITS)?.(inventory, tape, world);
    if (changed && isValid(changed) && keepsControlPlane(changed, world)) return changed;
  }
  return inventory;
}

/** What the inventory room accepts: an odd number of control planes, and hosts for all the replicas. */
export function isValid(inventory: SimInventory): boolean {
  const { hosts, deployments } = inventory;
  const selected = hosts.filter(({ role }) => role === 'control-plane').length;
  const wanted = inventory.controlPlanes ?? selected;
  const lacking = [
    Math.max(0, wanted - selected),
    ...deployments.map((deployment) => {
      const own = workerPool(inventory, { ...deployment, replicas: undefined }).length;
      return Math.max(0, (deployment.replicas ?? own) - own);
    }),
  ];
  const spared = wanted >= 3 || inventory.rollout.maxSurge > 0;
  return (
    spared &&
    wanted % 2 === 1 &&
    selected > 0 &&
    lacking.reduce((sum, count) => sum + count, 0) <= sparesOf(inventory).length
  );
}

/** Whoever edits leaves a control plane in that serves: without one the installer cannot find its cluster. */
export function keepsControlPlane(inventory: SimInventory, world: World): boolean {
  if (world.clusterUids.length === 0) return keepsBeginning(inventory, world);
  const pool = inventory.hosts.filter(({ role }) => role === 'control-plane').map(({ name }) => name);
  const voters = world.etcd.runningVoters.map(({ host }) => host);
  return pool.some((name) => voters.includes(name) && serves(world.host(name)));
}

/** A host on which kubeadm is about to start the cluster is not forgotten, whatever it is to be. */
function keepsBeginning({ hosts }: SimInventory, world: World): boolean {
  const starting = [...world.hosts.values()].filter(({ unit }) => unit?.kind === 'init');
  return starting.every(({ name }) => hosts.some((host) => host.name === name));
}

function serves(host: SimHost): boolean {
  return answers(host) && host.mark?.phase === 'bootstrapped';
}

type Edit = (inventory: SimInventory, tape: Tape, world: World) => SimInventory | undefined;

const STRATEGIES = ['InPlace', 'OnDelete', 'RollingUpdate'] as const;

const ROLES: SimInventoryHost['role'][] = ['worker', 'control-plane', 'spare'];

const addHost: Edit = (inventory, tape) => {
  const present = new Set(inventory.hosts.map(({ name }) => name));
  const name = tape.pick(ALL_HOSTS.filter((host) => !present.has(host)));
  const role = tape.pick(ROLES);
  const tier = tape.pick(inventory.deployments)?.name ?? 'workers';
  if (name === undefined || role === undefined) return undefined;
  return { ...inventory, hosts: inserted(inventory.hosts, { name, role, tier }, tape.next(2) === 1) };
};

const removeHost: Edit = (inventory, tape) => {
  const gone = tape.pick(inventory.hosts);
  return { ...inventory, hosts: inventory.hosts.filter((host) => host !== gone) };
};

/** A control plane goes, another host takes its place: what a person does whose control plane died. */
const replaceControlPlane: Edit = (inventory, tape) => {
  return replaced(inventory, tape.pick(inventory.hosts.filter(({ role }) => role === 'control-plane')), tape);
};

/** A host that nobody reaches is given up; another one takes its place where it was a control plane. */
const giveUpSilent: Edit = (inventory, tape, world) => {
  const gone = tape.pick(inventory.hosts.filter(({ name }) => !answers(world.host(name))));
  if (gone?.role === 'control-plane') return replaced(inventory, gone, tape);
  return gone && { ...inventory, hosts: inventory.hosts.filter((host) => host !== gone) };
};

function replaced(inventory: SimInventory, gone: SimInventoryHost | undefined, tape: Tape): SimInventory | undefined {
  const left: SimInventory = { ...inventory, hosts: inventory.hosts.filter((host) => host !== gone) };
  const heir = tape.pick(left.hosts.filter(({ role }) => role !== 'control-plane'));
  if (!heir || tape.next(2) === 0) return withControlPlane(left, tape);
  return withHost(left, { ...heir, role: 'control-plane' });
}

function withControlPlane(inventory: SimInventory, tape: Tape): SimInventory | undefined {
  const present = new Set(inventory.hosts.map(({ name }) => name));
  const name = tape.pick(ALL_HOSTS.filter((host) => !present.has(host)));
  const tier = inventory.deployments[0]?.name ?? 'workers';
  if (name === undefined) return undefined;
  return { ...inventory, hosts: inserted(inventory.hosts, { name, role: 'control-plane', tier }, tape.next(2) === 1) };
}

const changeRole: Edit = (inventory, tape) => {
  const host = tape.pick(inventory.hosts);
  const role = tape.pick(ROLES);
  const tier = tape.pick(inventory.deployments)?.name;
  return host && role && tier ? withHost(inventory, { ...host, role, tier }) : undefined;
};

/** Two hosts change places. */
const swapRoles: Edit = (inventory, tape) => {
  const one = tape.pick(inventory.hosts);
  const other = tape.pick(inventory.hosts.filter(({ role }) => role !== one?.role));
  if (!one || !other) return undefined;
  const { role, tier } = one;
  return withHost(withHost(inventory, { ...one, role: other.role, tier: other.tier }), { ...other, role, tier });
};

const scaleWorkers: Edit = (inventory, tape) => {
  const scaled = tape.pick(inventory.deployments);
  if (!scaled) return undefined;
  const most = workerPool(inventory, { ...scaled, replicas: 0 }).length;
  const replicas = tape.next(3) === 2 ? undefined : tape.next(most + 1);
  const deployments = inventory.deployments.map((deployment) =>
    deployment === scaled ? { ...deployment, replicas } : deployment,
  );
  return { ...inventory, deployments };
};

const scaleControlPlane: Edit = (inventory, tape) => ({
  ...inventory,
  controlPlanes: [1, 3, 5, undefined][tape.next(4)],
});

const changeSettings: Edit = (inventory) => ({ ...inventory, settings: inventory.settings + 1 });

const upgrade: Edit = (inventory) => ({ ...inventory, version: inventory.version + 1 });

/** Another specification of the control plane, or of a deployment. A single control plane is changed where it is. */
const changeSpec: Edit = (inventory, tape) => {
  const changed = tape.pick([undefined, ...inventory.deployments]);
  if (!changed) return { ...inventory, spec: inventory.spec + 1 };
  const deployments = inventory.deployments.map((deployment) =>
    deployment === changed ? { ...deployment, spec: deployment.spec + 1 } : deployment,
  );
  return { ...inventory, deployments };
};

const goBack: Edit = (inventory) => ({
  ...inventory,
  deployments: inventory.deployments.map((deployment) => ({ ...deployment, spec: Math.max(0, deployment.spec - 1) })),
});

/** A version that no machine is of yet, nor on the way to, is taken back. */
const giveUpVersion: Edit = (inventory, _tape, world) => {
  const version = versionOf(inventory);
  const hosts = [...world.hosts.values()];
  const begun =
    hosts.some(({ version: is, mark }) => [is, mark?.version, mark?.upgrading?.version].includes(version)) ||
    [...world.records.values()].some((record) => record.version === version);
  return begun || inventory.version === 0 ? undefined : { ...inventory, version: inventory.version - 1 };
};

const changeStrategy: Edit = (inventory, tape) => {
  const changed = tape.pick(inventory.deployments);
  const strategy = tape.pick(STRATEGIES.filter((other) => other !== changed?.rollout.strategy));
  if (!changed || !strategy) return undefined;
  const rollout = { ...changed.rollout, strategy };
  const deployments = inventory.deployments.map((deployment) =>
    deployment === changed ? { ...deployment, rollout } : deployment,
  );
  return { ...inventory, deployments };
};

const EDITS: Edit[] = [
  scaleWorkers,
  scaleControlPlane,
  addHost,
  removeHost,
  replaceControlPlane,
  changeRole,
  swapRoles,
  giveUpSilent,
  replaceControlPlane,
  giveUpSilent,
  changeSettings,
  removeHost,
  addHost,
  upgrade,
  changeSpec,
  upgrade,
  changeSpec,
  goBack,
  giveUpVersion,
  changeStrategy,
];

function inserted(hosts: SimInventoryHost[], host: SimInventoryHost, first: boolean): SimInventoryHost[] {
  return first ? [host, ...hosts] : [...hosts, host];
}

function withHost(inventory: SimInventory, changed: SimInventoryHost): SimInventory {
  return { ...inventory, hosts: inventory.hosts.map((host) => (host.name === changed.name ? changed : host)) };
}
