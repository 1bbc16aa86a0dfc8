import type { Check } from './check.ts';
import { hostsOf, isTaken } from './check-hosts.ts';
import { chosen, type Owner, owners, rolesKnown } from './select-hosts.ts';

/** Each host belongs to one owner at most, and each owner has the hosts it asks for. */
export const checkOwners: Check = (inventory, complain) => {
  if (!rolesKnown(inventory)) return;
  const { controlPlane, deployments } = owners(inventory);
  const written = inventory.spec?.machineDeployments !== undefined;
  for (const [index, deployment] of (written ? deployments : []).entries()) {
    if (deployment.selected.length + deployment.spares.length > 0 || deployment.replicas === 0) continue;
    const message = `${deployment.title} selects no host`;
    if (inventory.spec?.machineDeployments?.[index]?.hostSelector === undefined) {
      complain.warn(deployment.path, message, 'There is no host of role: worker.');
    } else {
      const hint = 'Compare it with the roles and labels of the hosts; without role it asks for role: worker.';
      complain.atKey(selectorPath(inventory, deployment), message, hint);
    }
  }
  const all = [controlPlane, ...deployments];
  const served = chosen(all);
  for (const [position, owner] of all.entries()) {
    const { replicas, selected } = owner;
    const got = served[position]?.length ?? 0;
    if (replicas !== undefined && replicas > got && selected.length + owner.spares.length > 0) {
      const message = `${owner.title} wants ${replicas} replicas, ${selected.length} hosts are selected${spareWords(owner, got)}`;
      // An even number of control planes would be refused next.
      const use = owner === controlPlane && got > 1 && got % 2 === 0 ? got - 1 : got;
      complain([...owner.path, 'replicas'], message, `Add hosts, or use ${use}.`);
    }
  }
  const owned = new Map<number, Owner>();
  for (const owner of all) {
    const shared = owner.selected.filter((index) => owned.has(index));
    const first = shared[0];
    for (const index of owner.selected) if (!owned.has(index)) owned.set(index, owner);
    const other = first === undefined ? undefined : owned.get(first);
    if (first === undefined || other === undefined) continue;
    const names = shared.map((index) => inventory.spec?.hosts?.[index]?.name ?? `hosts[${index}]`).join(', ');
    const hint = 'Tell them apart with labels on the hosts and hostSelector: { matchLabels: { … } }.';
    complain.atKey(selectorPath(inventory, owner), `${names}: selected by ${other.title} and by ${owner.title}`, hint);
  }
  for (const [index, host] of hostsOf(inventory.spec?.hosts)) {
    if (host.role === undefined || host.role === 'spare' || owned.has(index)) continue;
    const message = `${host.name ?? `hosts[${index}]`} is selected by nothing and stays unused`;
    complain.warn(['spec', 'hosts', index, 'role'], message, 'Give it role: spare if that is meant.');
  }
};

/** What its spares add: others may have taken some before it. */
function spareWords({ selected, spares }: Owner, got: number): string {
  const used = Math.max(0, got - selected.length);
  if (spares.length === 0) return '';
  if (used === 0) return ' and no spare is left';
  return used === 1 ? ' and 1 spare fits' : ` and ${used} spares fit`;
}

/** Names of machine deployments are unique, and none is that of the other owner of machines. */
export const checkDeploymentNames: Check = (inventory, complain) => {
  const seen = new Set<string>();
  for (const [index, deployment] of (inventory.spec?.machineDeployments ?? []).entries()) {
    if (deployment?.name === undefined) continue;
    if (deployment.name === 'control-plane') {
      const message = 'a machine deployment cannot be named control-plane: machine records call the control plane so';
      complain(['spec', 'machineDeployments', index, 'name'], message, 'Give it another name, for example workers.');
    }
    if (isTaken(deployment.name)) {
      const path = ['spec', 'machineDeployments', index, 'name'];
      complain(path, `${deployment.name} cannot be the name of a machine deployment`);
    }
    if (seen.has(deployment.name)) {
      complain(['spec', 'machineDeployments', index, 'name'], `two machine deployments are named ${deployment.name}`);
    }
    seen.add(deployment.name);
  }
};

function selectorPath(inventory: Parameters<Check>[0], owner: Owner): Owner['path'] {
  const index = owner.path[2];
  const holder = typeof index === 'number' ? inventory.spec?.machineDeployments?.[index] : inventory.spec?.controlPlane;
  return holder?.hostSelector === undefined ? owner.path : [...owner.path, 'hostSelector'];
}
