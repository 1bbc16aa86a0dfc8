import { countOf } from '../model/count-of.ts';
import type { Check } from './check.ts';
import { hostsOf, isTaken } from './check-hosts.ts';
import type { DraftInventory } from './draft.ts';
import { nearest } from './nearest.ts';
import { pathText } from './problem.ts';
import { chosen, HOSTNAME_LABEL, type Owner, owners, rolesKnown } from './select-hosts.ts';
import { type WorkerGroup, workerGroups } from './worker-groups.ts';

/** Each host belongs to one owner at most, and each owner has the hosts it asks for. */
export const checkOwners: Check = (inventory, complain) => {
  if (!rolesKnown(inventory)) return;
  const { controlPlane, workers } = owners(inventory);
  for (const [index, { written }] of workerGroups(inventory).entries()) {
    const owner = workers[index];
    if (owner === undefined || owner.selected.length + owner.spares.length > 0 || owner.replicas === 0) continue;
    const message = `${owner.title} selects no host`;
    const wanted = written?.hostSelector?.matchLabels?.[HOSTNAME_LABEL];
    if (typeof wanted === 'string') {
      const { why, hint } = notThere(inventory, wanted);
      complain(
        [...owner.path, 'hostSelector', 'matchLabels', HOSTNAME_LABEL],
        `${written?.name ?? owner.title} is to be on host ${wanted}: ${why}`,
        hint,
      );
      continue;
    }
    if (written?.hostSelector === undefined) {
      complain.warn(owner.path, message, 'There is no host of role: worker.');
    } else {
      const hint = 'Compare it with the roles and labels of the hosts; without role it asks for role: worker.';
      complain.atKey(selectorPath(inventory, owner), message, hint);
    }
  }
  const all = [controlPlane, ...workers];
  const served = chosen(all);
  for (const [position, owner] of all.entries()) {
    const { replicas, selected } = owner;
    const got = served[position]?.length ?? 0;
    if (replicas !== undefined && replicas > got && selected.length + owner.spares.length > 0) {
      const left = owner.selected.filter(
        (index) => !served.some((hosts, other) => other !== position && hosts.includes(index)),
      );
      const shared = left.length < selected.length ? `, ${left.length} of them not taken by the others` : '';
      const message = `${owner.title} wants ${countOf(replicas, 'replica')}, ${selected.length === 1 ? '1 host is' : `${selected.length} hosts are`} selected${shared}${spareWords(owner, got)}`;
      // An even number of control planes would be refused next.
      const use = owner === controlPlane && got > 1 && got % 2 === 0 ? got - 1 : got;
      complain([...owner.path, 'replicas'], message, `Add hosts, or use ${use}.`);
    }
  }
  const owned = new Map<number, Owner>();
  for (const owner of all) {
    // Owners that both say how many machines they want draw from one pool.
    const shared = owner.selected.filter((index) => {
      const other = owned.get(index);
      return other !== undefined && (other.replicas === undefined || owner.replicas === undefined);
    });
    const first = shared[0];
    for (const index of owner.selected) if (!owned.has(index)) owned.set(index, owner);
    const other = first === undefined ? undefined : owned.get(first);
    if (first === undefined || other === undefined) continue;
    const names = shared.map((index) => inventory.spec?.hosts?.[index]?.name ?? `hosts[${index}]`).join(', ');
    const apart = 'Tell them apart with labels on the hosts and hostSelector: { matchLabels: { … } }';
    const pool = [owner, other].some(({ path }) => path[1] === 'machinePools');
    const hint = pool
      ? `${apart}: a machine pool takes every host that it selects.`
      : `${apart}; or write replicas for both.`;
    complain.atKey(selectorPath(inventory, owner), `${names}: selected by ${other.title} and by ${owner.title}`, hint);
  }
  for (const [index, host] of hostsOf(inventory.spec?.hosts)) {
    if (host.role === undefined || host.role === 'spare' || owned.has(index)) continue;
    const message = `${host.name ?? `hosts[${index}]`} is selected by nothing and stays unused`;
    complain.warn(['spec', 'hosts', index, 'role'], message, 'Give it role: spare if that is meant.');
  }
};

/** Why an owner that wants one host by its name does not get it. */
function notThere(inventory: DraftInventory, wanted: string): { why: string; hint: string } {
  const hosts = (inventory.spec?.hosts ?? []).flatMap((host) => host ?? []);
  const found = hosts.find(({ name }) => name === wanted);
  if (found !== undefined) {
    const why = `that host is of role ${found.role}, or has other labels than are asked for`;
    return { why, hint: 'Give the host role: worker in the Inventory, or name another.' };
  }
  const workers = hosts.flatMap(({ name, role }) => (role === 'worker' && name !== undefined ? [name] : []));
  const meant = nearest(wanted, workers);
  const hint =
    workers.length === 0 ? 'It has none of role: worker.' : `Its hosts of role worker: ${workers.join(', ')}.`;
  return {
    why: 'the Inventory has no host of that name',
    hint: meant === undefined ? hint : `Did you mean ${meant}? ${hint}`,
  };
}

/** A pool is as large as its selector picks hosts: Cluster API documents say a number, and a person may count on it. */
export const checkPoolReplicas: Check = (inventory, complain) => {
  if (!rolesKnown(inventory)) return;
  const { workers } = owners(inventory);
  for (const [index, { kind, written, path }] of workerGroups(inventory).entries()) {
    const { title = '', selected = [] } = workers[index] ?? {};
    const replicas = written?.replicas;
    if (kind !== 'machine pool' || replicas === undefined || replicas === selected.length) continue;
    const hosts = selected.length === 1 ? 'the one host' : `the ${selected.length} hosts`;
    const message = `${title} says ${countOf(replicas, 'replica')} and takes ${hosts} that its selector picks`;
    const hint = 'A machine pool is as large as its hostSelector makes it; a machine deployment takes so many of them.';
    complain.warn([...path, 'replicas'], message, hint);
  }
};

/** What its spares add: others may have taken some before it. */
function spareWords({ selected, spares }: Owner, got: number): string {
  const used = Math.max(0, got - selected.length);
  if (spares.length === 0) return '';
  if (used === 0) return ' and no spare is left';
  return used === 1 ? ' and 1 spare fits' : ` and ${used} spares fit`;
}

/** Names of machine deployments and machine pools are unique, and none is that of the other owner of machines. */
export const checkGroupNames: Check = (inventory, complain) => {
  const seen = new Map<string, WorkerGroup['kind']>();
  for (const { kind, written, path } of workerGroups(inventory)) {
    const name = written?.name;
    if (name === undefined) continue;
    if (name === 'control-plane') {
      const message = `a ${kind} cannot be named control-plane: machine records call the control plane so`;
      complain([...path, 'name'], message, 'Give it another name, for example workers.');
    }
    if (isTaken(name)) complain([...path, 'name'], `${name} cannot be the name of a ${kind}`);
    const first = seen.get(name);
    const both = first === kind ? `two ${kind}s are` : `a ${first} and a ${kind} are both`;
    if (first !== undefined) complain([...path, 'name'], `${both} named ${name}`);
    else seen.set(name, kind);
  }
};

function selectorPath(inventory: Parameters<Check>[0], owner: Owner): Owner['path'] {
  const group = workerGroups(inventory).find(({ path }) => pathText(path) === pathText(owner.path));
  const holder = group === undefined ? inventory.spec?.controlPlane : group.written;
  return holder?.hostSelector === undefined ? owner.path : [...owner.path, 'hostSelector'];
}
