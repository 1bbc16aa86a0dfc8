import { controlPlaneTroubles } from '../../../src/model/control-plane-health.ts';
import type { Machine } from '../../../src/model/machine.ts';
import { recordOf } from '../../../src/model/record-of.ts';
import { advanceKubeadm } from '../world/kubeadm-run.ts';
import { connect, type KubeadmRun, type SimHost } from '../world/sim-host.ts';
import { failureDomainOf } from './prepare-host.ts';
import { type Apply, limitsOf, markOf, type Running, until, viewOf } from './running.ts';

/** Runs kubeadm on a host, or waits for the one that is at work there, and has the cluster remember the machine. */
export function* bootstrap(
  apply: Apply,
  machine: Machine,
  kind: KubeadmRun['kind'],
  members: readonly string[],
): Running {
  const { world, deeds } = apply;
  const host = world.host(machine.name);
  const connected = connect(host);
  if (!connected()) return false;
  const mark = { ...markOf(apply, machine), bootstrap: kind };
  // What comes of a kubeadm that is at work already is what was wanted when it was started.
  const atWork = host.unit || host.mark?.phase === 'bootstrapped' ? host.mark : undefined;
  const made = atWork ? { ...mark, version: atWork.version } : mark;
  const template = (atWork ?? mark).template;
  const domain = failureDomainOf(apply, machine);
  const record = recordOf(machine, made, domain, apply.revisionOf(machine), template);
  if (!host.unit && host.mark?.phase !== 'bootstrapped') {
    if (!(yield* mayStart(apply, machine, kind, members))) return false;
    // kubeadm ended badly since the host was looked at: the operation tells of it, the next plan cleans.
    if (!connected() || host.used || host.prepared === undefined) return false;
    if (kind !== 'init') deeds.putRecord({ ...record, revision: undefined });
    yield;
    if (!connected() || host.prepared === undefined) return false;
    // What happens between the last look and kubeadm's start is nobody's to know.
    if (kind === 'join-control-plane' && !steady(apply, machine, members)) return false;
    deeds.startKubeadm(host, mark, limitsOf(apply, machine));
  }
  if (!(yield* follow(apply, host, connected))) return false;
  if (!(yield* until(() => viewOf(apply) !== undefined))) return false;
  deeds.putRecord(record);
  return true;
}

/** One control plane that answers is there; before a control plane joins, all of them are whole. */
function* mayStart(apply: Apply, machine: Machine, kind: KubeadmRun['kind'], members: readonly string[]): Running {
  if (kind === 'init') return true;
  if (!(yield* until(() => viewOf(apply, machine.name) !== undefined))) return false;
  return kind === 'join-worker' || (yield* until(() => steady(apply, machine, members)));
}

function steady(apply: Apply, { name }: Machine, members: readonly string[]): boolean {
  const view = viewOf(apply, name);
  const others = members.filter((member) => member !== name);
  return view !== undefined && controlPlaneTroubles(view, others, { beforePodNetwork: true }).length === 0;
}

/** kubeadm runs on the host by itself; that it is watched changes nothing for it. */
function* follow({ world, tape }: Apply, host: SimHost, connected: () => boolean): Running {
  while (host.unit) {
    yield;
    if (!connected()) return false;
    advanceKubeadm(world, host, tape.once(10));
  }
  return host.mark?.phase === 'bootstrapped';
}
