import type { MachineMark } from '../../../src/model/facts.ts';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import { must } from '../violation.ts';
import { alive, answers, type SimHost } from './sim-host.ts';
import type { World } from './world.ts';

/** An operation of a plan. */
export interface Doer {
  id: string;
  /** Machine of the control plane that it changes. */
  changes?: string;
}

/**
 * Everything that our operations do to the world. Each deed is judged on the true state at that moment, with nothing of
 * the product's own judgement: what breaks an invariant ends the story.
 */
export class Deeds {
  readonly #world: World;
  /** Machines of the control plane that are being changed right now, by the operation that does it. */
  readonly #changing = new Map<string, string>();
  #operation: Doer | undefined;
  #plannedAt = 0;
  #inventory: ReadonlySet<string> = new Set();
  /** Workers that leave, of which the workload was served when that began: owner by machine. */
  readonly #leaving = new Map<string, string>();
  /** Machines whose workload may be left behind: the inventory says so, or nobody can reach it. */
  readonly #leftBehind = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** A plan was made that is carried out from now on. */
  planned(inventory: Iterable<string>): void {
    this.#plannedAt = this.#world.now;
    this.#inventory = new Set(inventory);
  }

  /** What is done from now on is done by this operation. */
  by(operation: Doer): void {
    this.#operation = operation;
  }

  /** An operation has ended, or nobody runs it any more. */
  ended({ id }: Doer): void {
    this.#changing.delete(id);
    this.#operation = undefined;
  }

  /** A host is marked as ours. */
  claim(host: SimHost, mark: MachineMark): void {
    const clean = !host.used && !host.kubelet && host.etcdData === undefined && !host.unit;
    must(
      clean,
      'a host is clean before it is used again',
      () => `${host.name} is claimed with traces of a cluster on it`,
    );
    const left = this.#world.records.get(host.name)?.toBeCleaned;
    must(
      !left,
      'a host is clean before it is used again',
      () => `${host.name} is claimed and its record wants it cleaned`,
    );
    host.mark = mark;
  }

  /** @param mark what the host will be marked with when kubeadm has ended well */
  startKubeadm(host: SimHost, mark: MachineMark & { bootstrap: NonNullable<MachineMark['bootstrap']> }): void {
    const world = this.#world;
    const traces = host.used || host.kubelet || host.etcdData !== undefined || host.unit !== undefined;
    must(!traces, 'a host is clean before it is used again', () => `kubeadm on ${host.name} over traces of a cluster`);
    const left = world.records.get(host.name)?.toBeCleaned;
    must(
      !left,
      'a host is clean before it is used again',
      () => `kubeadm on ${host.name}, which is to be cleaned first`,
    );
    const ready = host.mark !== undefined && host.prepared !== undefined;
    must(ready, 'a host is clean before it is used again', () => `kubeadm on ${host.name}, which is not prepared`);
    if (mark.bootstrap === 'init') this.#judgeInit(host);
    else this.#judgeJoin(host, mark.role);
    host.mark = { ...mark, phase: 'bootstrapping' };
    host.used = true;
    host.unit = { kind: mark.bootstrap, done: 0, silences: 0 };
    if (mark.role === 'control-plane') this.#judgeChange();
  }

  stopKubeadm(host: SimHost): void {
    host.unit = undefined;
  }

  removeMember(id: string): void {
    this.#judgeChange();
    const { etcd } = this.#world;
    const member = etcd.members.find((candidate) => candidate.id === id);
    if (!member) return;
    const before = etcd.quorate;
    etcd.remove(id);
    const kept = etcd.runningVoters.length;
    must(
      !before || etcd.quorate,
      'quorum is never given away by our own action',
      () => `without the member of ${member.host} ${kept} of ${etcd.voters.length} voters run`,
    );
  }

  /** The first step of a removal. */
  markDeletion(record: MachineRecord, deletion: NonNullable<MachineRecord['deletion']>, maxUnavailable: number): void {
    const world = this.#world;
    const kept = world.records.get(record.name) ?? record;
    world.setRecord({ ...kept, deletion });
    if (record.role === 'control-plane' && !kept.toBeCleaned && !kept.deletion) this.#judgeRemoval(record.name);
    if (record.role === 'control-plane' || kept.toBeCleaned || this.#leaving.has(record.name)) return;
    const node = world.nodes.get(record.name);
    // A dead one does not leave by our action: it has left.
    if (node?.status !== 'ready' || !alive(world.host(record.name))) return;
    this.#leaving.set(record.name, kept.owner);
    const together = [...this.#leaving].filter(([, owner]) => owner === kept.owner).map(([name]) => name);
    must(
      together.length <= maxUnavailable,
      'maxUnavailable holds',
      () => `${together.join(' and ')} leave ${kept.owner} at once, ${maxUnavailable} may`,
    );
  }

  takeBackDeletion(name: string): void {
    const record = this.#world.records.get(name);
    if (record) this.#world.setRecord({ ...record, deletion: undefined });
    this.#leaving.delete(name);
  }

  /** A node is closed to new pods, or opened again. */
  cordon(name: string, cordoned: boolean): void {
    const node = this.#world.nodes.get(name);
    this.#judgeKnown(name);
    if (node) node.cordoned = cordoned;
  }

  evict(name: string): void {
    const node = this.#world.nodes.get(name);
    this.#judgeKnown(name);
    if (node) node.pods--;
  }

  /** From now on nobody waits for the pods that are still there. */
  leavePodsBehind(name: string): void {
    this.#leftBehind.add(name);
  }

  /** All of a cluster is taken from a host; its mark stays. */
  wipe(host: SimHost): void {
    const world = this.#world;
    const member = world.etcd.members.find(({ id }) => id === host.etcdData);
    const alone =
      world.etcd.members.length === 1 && host.mark?.phase === 'bootstrapping' && host.mark.bootstrap === 'init';
    must(!member || alone, 'nothing live is wiped', () => `${host.name} is a member of etcd and is wiped`);
    this.#judgeWorkload(host, 'is wiped');
    this.#judgeChange();
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
    this.#judgeKnown(name);
    const host = world.host(name);
    // Nobody can keep kubeadm from going on where nobody can reach it.
    const member = host.unit && !answers(host) ? undefined : world.etcd.memberOf(name);
    must(!member, 'nothing live is wiped', () => `node ${name} is deleted while its etcd member stays`);
    this.#judgeWorkload(host, 'loses its Node');
    this.#judgeChange();
    world.nodes.delete(name);
    this.#leaving.delete(name);
    this.#leftBehind.delete(name);
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
    this.#leaving.delete(record.name);
  }

  deleteRecord(name: string): void {
    this.#world.records.delete(name);
    this.#leaving.delete(name);
  }

  /** A cluster that lives, or that could live again when hosts come back, is never replaced by another one. */
  #judgeInit(host: SimHost): void {
    const { etcd, clusterUids, hosts } = this.#world;
    if (clusterUids.length === 0) return;
    const savable = etcd.voters.filter((member) => {
      const of = hosts.get(member.host);
      return of?.etcdData === member.id && of.power !== 'dead';
    });
    // Of a cluster of which no host is in the inventory nobody can know.
    const known = savable.some((member) => this.#inventory.has(member.host));
    const over = known && savable.length * 2 > etcd.voters.length;
    must(
      !over,
      'a cluster is initialised once',
      () => `${host.name} starts a second cluster over ${clusterUids.at(-1)}`,
    );
    const serving = [...this.#inventory].map((name) => this.#world.host(name)).filter(servesSomething);
    must(
      serving.length === 0,
      'a cluster is initialised once',
      () => `${serving[0]?.name} still serves the one before`,
    );
  }

  #judgeJoin(host: SimHost, role: MachineMark['role']): void {
    const { etcd, records } = this.#world;
    const stale = etcd.memberOf(host.name);
    must(!stale, 'no host is in two machines', () => `${host.name} joins while its former etcd member is there`);
    const recorded = records.get(host.name)?.role === role;
    must(recorded, 'no host is in two machines', () => `${host.name} joins as ${role} and is not recorded as that`);
    if (role === 'worker') return;
    const leaving = this.#beingRemoved(host.name);
    must(
      leaving.length === 0,
      'at most one control-plane change is in flight',
      () => `${host.name} joins while ${leaving[0]} is being removed`,
    );
    const unfinished = etcd.members.filter(({ learner, name }) => learner || name === '');
    must(
      unfinished.length === 0,
      'quorum is never given away by our own action',
      () => `${host.name} joins while ${unfinished[0]?.host} does`,
    );
    const voters = etcd.voters.length;
    const enough = voters === 1 || etcd.runningVoters.length * 2 > voters + 1;
    must(
      enough,
      'quorum is never given away by our own action',
      () => `${host.name} joins while ${etcd.runningVoters.length} of ${voters} voters run`,
    );
  }

  /** What acts now, and every kubeadm of a control plane that is at work, are of one machine. */
  #judgeChange(): void {
    const { id, changes } = this.#operation ?? {};
    if (id !== undefined && changes !== undefined) this.#changing.set(id, changes);
    const working = [...this.#world.hosts.values()].filter(
      (host) => answers(host) && host.unit && host.unit.kind !== 'join-worker',
    );
    const machines = new Set([...this.#changing.values(), ...working.map(({ name }) => name)]);
    must(
      machines.size <= 1,
      'at most one control-plane change is in flight',
      () => `${[...machines].join(' and ')} are changed at once`,
    );
  }

  /** A healthy control plane does not begin to leave while another one leaves; a broken one may hold that one up. */
  #judgeRemoval(name: string): void {
    this.#judgeChange();
    const world = this.#world;
    const host = world.host(name);
    const member = world.etcd.memberOf(name);
    const whole =
      alive(host) && !host.sick && world.nodes.get(name)?.status === 'ready' && member && world.etcd.runs(member);
    const others = this.#beingRemoved(name);
    must(
      !whole || others.length === 0,
      'at most one control-plane change is in flight',
      () => `${name} begins to leave while ${others[0]} is being removed`,
    );
  }

  #beingRemoved(except: string): string[] {
    return [...this.#world.records.values()]
      .filter(({ role, deletion, toBeCleaned }) => role === 'control-plane' && deletion && !toBeCleaned)
      .map(({ name }) => name)
      .filter((name) => name !== except);
  }

  /** Pods on a live node are moved, never killed, unless they may be left behind. */
  #judgeWorkload(host: SimHost, what: string): void {
    const node = this.#world.nodes.get(host.name);
    const serves = node !== undefined && node.pods > 0 && alive(host) && host.kubelet;
    must(
      !serves || this.#mayLosePods(host.name),
      'nothing live is wiped',
      () => `${host.name} ${what} with ${node?.pods} pods on it`,
    );
  }

  /**
   * Its pods may be left behind; or it has left, or lost its etcd member, and a kubelet that was started again brought its
   * Node back since the plan was made: nobody looked for pods there.
   */
  #mayLosePods(name: string): boolean {
    const { records, etcd, nodes } = this.#world;
    const record = records.get(name);
    const since = nodes.get(name)?.since ?? 0;
    const surprise = record?.toBeCleaned === true && since > this.#plannedAt;
    const blind = record?.role === 'control-plane' && record.deletion !== undefined && !etcd.memberOf(name);
    return this.#leftBehind.has(name) || surprise || (blind && !record?.toBeCleaned);
  }

  #judgeKnown(name: string): void {
    must(!name.startsWith('stranger'), 'what nobody speaks of is not touched', () => `node ${name} is none of ours`);
  }
}

function servesSomething(host: SimHost): boolean {
  return answers(host) && host.mark?.phase === 'bootstrapped';
}
