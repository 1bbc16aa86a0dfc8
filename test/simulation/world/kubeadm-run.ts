import { alive, type KubeadmRun, type SimHost } from './sim-host.ts';
import type { World } from './world.ts';

/** kubeadm gives up a stage after so many looks at a cluster that does not answer; that of a worker waits for little. */
const PATIENCE: Record<KubeadmRun['kind'], number> = { init: 3, 'join-control-plane': 3, 'join-worker': 0 };

/** A stage of kubeadm: `wait` is tried again, `fail` ends the run. */
type Stage = (world: World, host: SimHost) => 'done' | 'wait' | 'fail';

const STAGES: Record<KubeadmRun['kind'], Stage[]> = {
  init: [foundCluster, registerNode, markBootstrapped],
  'join-worker': [registerNode, markBootstrapped],
  'join-control-plane': [registerNode, addMember, startMember, promoteMember, markBootstrapped],
};

/** Does the next stage of the kubeadm at work on a host; one that fails leaves what it did. */
export function advanceKubeadm(world: World, host: SimHost, fails = false): void {
  const { unit } = host;
  if (!unit || !alive(host)) return;
  const outcome = fails || world.joinsAnother(host) ? 'fail' : (STAGES[unit.kind][unit.done]?.(world, host) ?? 'fail');
  if (outcome === 'done') {
    unit.done++;
    unit.silences = 0;
    return;
  }
  unit.silences++;
  if (outcome === 'fail' || unit.silences > PATIENCE[unit.kind]) host.unit = undefined;
}

/** The host's etcd becomes the first member of a new cluster, its API server answers. */
function foundCluster(world: World, host: SimHost): 'done' {
  world.found(host);
  return 'done';
}

function registerNode(world: World, host: SimHost): ReturnType<Stage> {
  if (!world.apiAnswers) return 'wait';
  const node = world.nodes.get(host.name);
  // "a Node with name … and status Ready already exists"
  if (node?.status === 'ready') return 'fail';
  host.kubelet = true;
  host.version = host.mark?.version;
  host.images = host.version;
  world.registerNode(host);
  return 'done';
}

/** etcd itself refuses members that it could not bear: one learner at a time, and enough voters for one more. */
function addMember({ etcd, apiAnswers, learnerMode }: World, host: SimHost): ReturnType<Stage> {
  if (!apiAnswers) return 'wait';
  if (etcd.memberOf(host.name)) return 'fail';
  const unfinished = etcd.members.some(({ learner, name }) => learner || name === '');
  const starved = !learnerMode && etcd.voters.length > 1 && etcd.runningVoters.length * 2 <= etcd.voters.length + 1;
  if (unfinished || starved) return 'wait';
  etcd.add(host.name, learnerMode);
  return 'done';
}

function startMember({ etcd }: World, host: SimHost): ReturnType<Stage> {
  const member = etcd.memberOf(host.name);
  if (!member) return 'fail';
  member.name = host.name;
  host.etcdData = member.id;
  return 'done';
}

function promoteMember({ etcd }: World, host: SimHost): ReturnType<Stage> {
  const member = etcd.memberOf(host.name);
  if (!member) return 'fail';
  if (!etcd.quorate) return 'wait';
  member.learner = false;
  return 'done';
}

function markBootstrapped(world: World, host: SimHost): ReturnType<Stage> {
  const node = world.nodes.get(host.name);
  if (!node) return 'fail';
  node.controlPlane = host.unit?.kind !== 'join-worker';
  if (host.mark) host.mark = { ...host.mark, phase: 'bootstrapped' };
  host.template = host.mark?.template;
  if (host.unit?.kind === 'init') world.initialised.push(host.name);
  host.unit = undefined;
  return 'done';
}
