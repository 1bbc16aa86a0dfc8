import type { Machine } from '../../../src/model/machine.ts';
import { recordOf } from '../../../src/model/record-of.ts';
import { machineTemplate } from '../../../src/plan/machine-template.ts';
import { connect } from '../world/sim-host.ts';
import { evict } from './drain-node.ts';
import { failureDomainOf } from './prepare-host.ts';
import { awaitRemovable } from './remove-etcd-member.ts';
import { type Apply, limitsOf, markOf, type Running, until, viewOf } from './running.ts';

/** Brings a machine to what is wanted of it now, where it is: drained, upgraded, opened, recorded. */
export function* upgradeNode(apply: Apply, machine: Machine, members: readonly string[]): Running {
  const { world, deeds } = apply;
  const { name, role, owner, version } = machine;
  const existing = apply.existing.find((candidate) => candidate.name === name);
  const host = world.host(name);
  const connected = connect(host);
  if (!connected() || !existing) return false;
  if (host.mark?.phase !== 'bootstrapped' || host.mark.clusterUid !== apply.clusterUid) return false;
  const template = machineTemplate(apply.desired, owner);
  if (host.version !== version || host.template !== template) {
    const others = members.some((member) => member !== name);
    if (role === 'control-plane' && others && !(yield* awaitRemovable(apply, existing, members, true))) return false;
    if (!viewOf(apply)) return false;
    const close = () => deeds.closeForUpgrade(machine, limitsOf(apply, machine));
    close();
    yield;
    if (!(yield* evict(apply, existing, close))) {
      if (viewOf(apply)) deeds.openAfterUpgrade(name);
      return false;
    }
    yield;
    if (!connected()) return false;
    host.mark = { ...host.mark, upgrading: { version, template } };
    // What happens between the last look and kubeadm's start is nobody's to know.
    if (role === 'control-plane' && others && !(yield* awaitRemovable(apply, existing, members, true))) return false;
    if (!connected()) return false;
    deeds.upgrade(host, role, version, template);
    yield;
  }
  if (!(yield* until(() => viewOf(apply)?.nodes.some((node) => node.name === name && node.ready) === true)))
    return false;
  deeds.openAfterUpgrade(name);
  yield;
  if (!connected()) return false;
  host.mark = { ...host.mark, version, template, upgrading: undefined };
  host.prepared = apply.revisionOf(machine);
  yield;
  if (!viewOf(apply)) return false;
  const mark = { ...markOf(apply, machine), version };
  deeds.putRecord(recordOf(machine, mark, failureDomainOf(apply, machine), apply.revisionOf(machine), template));
  return true;
}

export function* sendImages({ world, desired }: Apply, name: string): Running {
  const host = world.host(name);
  const connected = connect(host);
  yield;
  if (!connected()) return false;
  host.images = desired.controlPlane.version;
  return true;
}

export function* updateConfig(apply: Apply): Running {
  if (!(yield* until(() => viewOf(apply) !== undefined))) return false;
  apply.world.configured = apply.desired.controlPlane.version;
  return true;
}

export function* upgradeAddons(apply: Apply): Running {
  const { version, hosts } = apply.desired.controlPlane;
  const ofVersion = () =>
    viewOf(apply)?.nodes.some((node) => hosts.includes(node.name) && node.kubeletVersion === version);
  if (!(yield* until(() => ofVersion() === true))) return false;
  apply.deeds.upgradeAddons(version);
  return true;
}
