import type { Desired } from '../../src/model/desired.ts';
import type { MachineMark } from '../../src/model/facts.ts';
import { machinesOf } from '../../src/model/machine.ts';
import { machineTemplate } from '../../src/plan/machine-template.ts';
import type { Forecast, Planned } from './apply.ts';
import { must, Violation } from './violation.ts';
import { alive, answers } from './world/sim-host.ts';
import { type SimInventory, workerPool } from './world/sim-inventory.ts';
import type { World } from './world/world.ts';

/** The truth at the end, judged by the inventory as a person reads it. */
export function judgeConverged(world: World, inventory: SimInventory, { seen, findings }: Planned): void {
  const told = findings.some(({ check }) => check === 'hosts-lacking');
  const lacking = told ? [] : shortages(inventory, seen.desired);
  const broken = [...lacking, ...differences(world, seen.desired)];
  must(
    broken.length === 0,
    'it converges and then plans nothing',
    () => `nothing is planned, but ${broken.join('; ')}`,
  );
}

/** A refusal to change anything must have a cause in what is really there. */
export function judgeRefusal(world: World, { hosts }: SimInventory, seen: Exclude<Forecast, Planned>): void {
  const answering = hosts.map(({ name }) => world.host(name)).filter(answers);
  const serving = answering.find(({ name }) => seen.kind === 'unanswered' && world.servesApi(name));
  must(!serving, 'what is refused is refused rightly', () => `${serving?.name} serves and was not heard`);
  const control = answering.find(({ mark }) => seen.kind === 'headless' && serves(mark));
  must(!control, 'what is refused is refused rightly', () => `${control?.name} is a control plane and was not seen`);
  if (seen.kind !== 'refused') return;
  const checks = seen.findings.map(({ check }) => check);
  if (!checks.includes('quorum')) return;
  if (!wholeControlPlane(world)) return;
  const said = seen.findings.map(({ message }) => message).join('; ');
  throw new Violation('what is refused is refused rightly', `the control plane is whole, and yet: ${said}`);
}

function serves(mark: MachineMark | undefined): boolean {
  return mark?.phase === 'bootstrapped' && mark.role === 'control-plane';
}

/**
 * Everything about the control plane is as it should be, so that any single change of it is safe. A member of etcd whose
 * kubeadm has not ended, or whose Node is not there, or was registered anew and is not Ready yet, is none that serves.
 */
function wholeControlPlane(world: World): boolean {
  const { etcd, nodes } = world;
  const members = etcd.members.every((member) => !member.learner && etcd.runs(member));
  const labelled = [...nodes].filter(([, { controlPlane }]) => controlPlane).map(([name]) => name);
  const machines = new Set([...labelled, ...etcd.members.map(({ host }) => host)]);
  const served = [...machines].every((name) => {
    const host = world.host(name);
    const well = nodes.get(name)?.status === 'ready' && alive(host) && !host.sick;
    return well && serves(host.mark) && etcd.memberOf(name) !== undefined;
  });
  return etcd.members.length > 1 && members && served;
}

function shortages(inventory: SimInventory, { controlPlane, machineDeployments }: Desired): string[] {
  const selected = inventory.hosts.filter(({ role }) => role === 'control-plane').length;
  const wanted = inventory.controlPlanes ?? selected;
  return [
    ...(controlPlane.hosts.length === wanted ? [] : [`${controlPlane.hosts.length} of ${wanted} control planes`]),
    ...inventory.deployments.flatMap((deployment) => {
      const count = deployment.replicas ?? workerPool(inventory, deployment).length;
      const has = machineDeployments.find(({ name }) => name === deployment.name)?.hosts.length ?? 0;
      return has === count ? [] : [`${has} of ${count} machines in ${deployment.name}`];
    }),
  ];
}

function differences(world: World, assigned: Desired): string[] {
  const machines = machinesOf(assigned);
  const onDelete = new Set(
    assigned.machineDeployments.flatMap(({ name, rollout }) => (rollout.strategy === 'OnDelete' ? [name] : [])),
  );
  const wanted = new Set(machines.map(({ name }) => name));
  const controlPlanes = new Set(assigned.controlPlane.hosts);
  const left = (name: string) => !wanted.has(name) && world.everRecorded.has(name);
  // A host that came back once more only to die may have left its Node: its record tells that it is still to be cleaned.
  const dead = (name: string) => world.host(name).power === 'dead' && world.records.get(name)?.toBeCleaned === true;
  return [
    ...(wanted.size === machines.length ? [] : ['a host is in two machines']),
    ...(world.kubeProxy === assigned.controlPlane.version ? [] : [`kube-proxy is ${world.kubeProxy}`]),
    ...machines.flatMap(({ name, owner, role, version }) => {
      const { mark, version: is, template } = world.host(name);
      const made = !world.templatesKnown || template === machineTemplate(assigned, owner);
      const asWanted = is === version && made;
      const record = world.records.get(name);
      const node = world.nodes.get(name);
      return [
        ...(mark?.phase === 'bootstrapped' && mark.role === role ? [] : [`${name} does not serve as ${role}`]),
        ...(node?.status === 'ready' ? [] : [`node ${name} is ${node?.status ?? 'missing'}`]),
        ...(node && role === 'control-plane' && !node.controlPlane ? [`node ${name} is not labelled as ${role}`] : []),
        ...(node?.cordoned && !world.closedUnrecorded.has(name) ? [`node ${name} is closed`] : []),
        ...(record?.owner === owner && record.revision !== undefined ? [] : [`${name} is not recorded in ${owner}`]),
        ...(record?.deletion || record?.toBeCleaned ? [`the record of ${name} still wants it gone`] : []),
        ...(asWanted || onDelete.has(owner) ? [] : [`${name} is ${is} ${template}, not as wanted`]),
        ...(role === 'control-plane' && !world.servesApi(name) ? [`${name} serves no API`] : []),
      ];
    }),
    ...world.etcd.members
      .filter(({ host }) => !controlPlanes.has(host) && world.everRecorded.has(host))
      .map(({ host }) => `${host} is still in etcd`),
    ...[...world.nodes.keys()]
      .filter((name) => left(name) && !dead(name) && name !== 'stranger')
      .map((name) => `node ${name} is left`),
    ...[...world.hosts.values()]
      .filter(({ name, power, used }) => left(name) && power !== 'dead' && used)
      .map(({ name }) => `${name} was not cleaned`),
    ...[...world.records.values()]
      .filter(({ name }) => !wanted.has(name) && world.host(name).power !== 'dead')
      .map(({ name }) => `the record of ${name} is left`),
  ];
}
