import { isValid, keepsControlPlane } from './change-inventory.ts';
import { ALL_HOSTS, type SimInventory } from './world/sim-inventory.ts';
import type { World } from './world/world.ts';

/** Every host that can come back is back and well. */
export function heal(world: World): void {
  for (const host of world.hosts.values()) {
    host.sick = false;
    if (host.power !== 'dead') world.setPower(host, 'up');
  }
  world.controllersLook();
}

/** The inventory without hosts that are dead for good, with as many others in their place as it takes. */
export function withoutTheDead(inventory: SimInventory, world: World): SimInventory {
  const living = ALL_HOSTS.filter((name) => world.host(name).power !== 'dead');
  let settled: SimInventory = { ...inventory, hosts: inventory.hosts.filter(({ name }) => living.includes(name)) };
  const voters = world.etcd.runningVoters
    .map(({ host }) => host)
    .filter((name) => world.host(name).mark?.phase === 'bootstrapped');
  if (!keepsControlPlane(settled, world) && voters[0] !== undefined) {
    const hosts = settled.hosts.filter(({ name }) => name !== voters[0]);
    settled = { ...settled, hosts: [...hosts, { name: voters[0], role: 'control-plane', tier: 'workers' }] };
  }
  if (!settled.hosts.some(({ role }) => role === 'control-plane')) settled = withOneMore(settled, living);
  const selected = settled.hosts.filter(({ role }) => role === 'control-plane').length;
  if (settled.controlPlanes === undefined && selected % 2 === 0) settled = { ...settled, controlPlanes: selected - 1 };
  if ((settled.controlPlanes ?? selected) < 3) settled = { ...settled, rollout: { ...settled.rollout, maxSurge: 1 } };
  while (!isValid(settled)) {
    const more = withOneMore(settled, living);
    if (more === settled)
      return { ...settled, controlPlanes: 1, deployments: settled.deployments.map((md) => ({ ...md, replicas: 0 })) };
    settled = more;
  }
  return settled;
}

/** One host more that serves whoever lacks one. */
function withOneMore(inventory: SimInventory, living: string[]): SimInventory {
  const present = new Set(inventory.hosts.map(({ name }) => name));
  const name = living.find((host) => !present.has(host));
  if (name === undefined) return inventory;
  const role = inventory.hosts.some((host) => host.role === 'control-plane') ? 'spare' : 'control-plane';
  return { ...inventory, hosts: [...inventory.hosts, { name, role, tier: 'workers' }] };
}
