import type { Machine } from '../../../src/model/machine.ts';
import { recordOf } from '../../../src/model/record-of.ts';
import { machineTemplate } from '../../../src/plan/machine-template.ts';
import { must } from '../violation.ts';
import { connect } from '../world/sim-host.ts';
import { type Apply, markOf, type Running, until, viewOf } from './running.ts';

/** Claims a host and does what the playbooks want; of a machine that serves already the cluster is told afterwards. */
export function* prepareHost(apply: Apply, machine: Machine): Running {
  const { world, deeds } = apply;
  const host = world.host(machine.name);
  const connected = connect(host);
  if (!connected()) return false;
  must(!host.unit, 'nothing live is wiped', () => `${host.name} is prepared while kubeadm is at work there`);
  if (host.mark && host.mark.clusterUid !== apply.clusterUid) return false;
  if (!host.mark) deeds.claim(host, markOf(apply, machine));
  yield;
  if (!connected()) return false;
  const revision = apply.revisionOf(machine);
  host.prepared = revision;
  if (apply.leaving.has(machine.name) || apply.marks.get(machine.name)?.phase !== 'bootstrapped') return true;
  yield;
  if (!(yield* until(() => viewOf(apply) !== undefined))) return false;
  const template = machineTemplate(apply.desired, machine.owner);
  deeds.putRecord(recordOf(machine, markOf(apply, machine), failureDomainOf(apply, machine), revision, template));
  return true;
}

export function failureDomainOf({ desired }: Apply, { host }: Machine): string | undefined {
  return host.labels[desired.failureDomainLabel];
}
