import type { MachineMark } from '../../../src/model/facts.ts';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import { must } from '../violation.ts';
import { Judgement, type WorkerLimits } from './judgement.ts';
import { answers, type SimHost } from './sim-host.ts';
import type { World } from './world.ts';

/**
 * Everything that our operations do to the world. Each deed is judged on the true state at that moment: what breaks an
 * invariant ends the story.
 */
export class Deeds {
  readonly judge: Judgement;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    this.judge = new Judgement(world);
  }

  /** A host is marked as ours. */
  claim(host: SimHost, mark: MachineMark): void {
    this.judge.clean(host, 'is claimed');
    host.mark = mark;
  }

  /** @param mark what the host will be marked with when kubeadm has ended well */
  startKubeadm(
    host: SimHost,
    mark: MachineMark & { bootstrap: NonNullable<MachineMark['bootstrap']> },
    limits: WorkerLimits | undefined,
  ): void {
    this.judge.clean(host, 'is bootstrapped');
    const ready = host.mark !== undefined && host.prepared !== undefined;
    must(ready, 'a host is clean before it is used again', () => `kubeadm on ${host.name}, which is not prepared`);
    if (mark.bootstrap === 'init') this.judge.init(host);
    else this.judge.join(host, mark);
    if (limits) this.judge.surges(limits);
    host.mark = { ...mark, phase: 'bootstrapping' };
    host.used = true;
    host.unit = { kind: mark.bootstrap, cluster: this.#world.clusterUids.length, done: 0, silences: 0 };
    if (mark.role === 'control-plane') this.judge.controlPlane.change(mark.bootstrap === 'init');
  }

  /** It registers its node when the API server knows none of its name. */
  restartKubelet(host: SimHost): void {
    this.judge.known(host.name);
    this.#world.startKubelet(host);
  }

  stopKubeadm(host: SimHost): void {
    host.unit = undefined;
  }

  removeMember(id: string): void {
    const { etcd } = this.#world;
    const member = etcd.members.find((candidate) => candidate.id === id);
    if (!member) return;
    this.judge.controlPlane.change();
    const before = etcd.quorate;
    etcd.remove(id);
    this.judge.memberGone(member.host, before);
  }

  /** The first step of a removal. */
  markDeletion(
    record: MachineRecord,
    deletion: NonNullable<MachineRecord['deletion']>,
    limits: WorkerLimits | undefined,
  ): void {
    const world = this.#world;
    const kept = world.records.get(record.name) ?? record;
    world.setRecord({ ...kept, deletion });
    if (kept.toBeCleaned || kept.deletion) return;
    if (record.role === 'control-plane') this.judge.controlPlane.removal(record.name);
    else this.judge.leaves(kept, limits);
  }

  takeBackDeletion(name: string): void {
    const record = this.#world.records.get(name);
    if (record) this.#world.setRecord({ ...record, deletion: undefined });
    this.judge.stays(name);
  }

  /** A node is closed to new pods, or opened again. */
  cordon(name: string, cordoned: boolean): void {
    const node = this.#world.nodes.get(name);
    this.judge.known(name);
    if (node) node.cordoned = cordoned;
    if (!this.#world.records.has(name)) this.#world.closedUnrecorded.add(name);
  }

  /** The first step of an upgrade; a node that a person closed stays as it is. */
  closeForUpgrade(machine: Pick<MachineRecord, 'name' | 'owner' | 'role'>, limits: WorkerLimits | undefined): void {
    const node = this.#world.nodes.get(machine.name);
    this.judge.known(machine.name);
    if (node && !node.cordoned) {
      node.cordoned = true;
      node.upgrading = true;
    }
    if (machine.role === 'worker') this.judge.leaves(machine, limits);
  }

  openAfterUpgrade(name: string): void {
    const node = this.#world.nodes.get(name);
    if (node?.upgrading) {
      node.cordoned = false;
      node.upgrading = false;
    }
    this.judge.stays(name);
  }

  /** kubeadm upgrade and another kubelet. */
  upgrade(host: SimHost, role: MachineMark['role'], version: string, template: string | undefined): void {
    const world = this.#world;
    if (role === 'control-plane') {
      this.judge.upgrade(host);
      world.configured = version;
    } else this.judge.kubelet(host, version);
    host.version = version;
    host.template = template;
    host.images = version;
  }

  upgradeAddons(version: string): void {
    this.judge.proxy(version);
    this.#world.kubeProxy = version;
  }

  evict(name: string): void {
    const node = this.#world.nodes.get(name);
    this.judge.known(name);
    if (node) node.pods--;
  }

  leavePodsBehind(name: string): void {
    this.judge.leavesPodsBehind(name);
  }

  /** All of a cluster is taken from a host; its mark stays. */
  wipe(host: SimHost): void {
    const world = this.#world;
    const member = world.etcd.members.find(({ id }) => id === host.etcdData);
    const alone =
      world.etcd.members.length === 1 && host.mark?.phase === 'bootstrapping' && host.mark.bootstrap === 'init';
    this.judge.gone(host, member !== undefined && !alone, 'is wiped');
    world.wipe(host);
  }

  /** The host is given back: its mark goes last. */
  release(host: SimHost): void {
    must(
      !host.used && !host.unit,
      'a host is clean before it is used again',
      () => `${host.name} is given back unclean`,
    );
    host.mark = undefined;
  }

  deleteNode(name: string): void {
    const world = this.#world;
    this.judge.known(name);
    const host = world.host(name);
    // Nobody can keep kubeadm from going on where nobody can reach it.
    const member = host.unit && !answers(host) ? undefined : world.etcd.memberOf(name);
    this.judge.gone(host, member !== undefined, 'loses its Node');
    world.nodes.delete(name);
    this.judge.stays(name);
  }

  putRecord(record: MachineRecord): void {
    const world = this.#world;
    const kept = world.records.get(record.name);
    const marks = kept && { deletion: kept.deletion, toBeCleaned: kept.toBeCleaned, deleteFirst: kept.deleteFirst };
    world.setRecord({ ...record, ...marks, createdAt: kept?.createdAt ?? world.clock });
  }

  markToBeCleaned(record: MachineRecord): void {
    const kept = this.#world.records.get(record.name) ?? record;
    this.#world.setRecord({ ...kept, toBeCleaned: true });
    this.judge.stays(record.name);
  }

  deleteRecord(name: string): void {
    this.#world.records.delete(name);
    this.judge.stays(name);
  }
}
