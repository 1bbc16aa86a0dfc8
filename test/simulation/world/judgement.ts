import type { MachineMark } from '../../../src/model/facts.ts';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import { must } from '../violation.ts';
import { OneChangeAtATime } from './one-change-at-a-time.ts';
import { alive, answers, type SimHost } from './sim-host.ts';
import type { World } from './world.ts';

const NO_LIMITS = { maxUnavailable: 1, replicas: 0, rollout: { maxSurge: 0, maxUnavailable: 0 } };

/** What of a machine deployment bounds how its machines come and go. */
export interface WorkerLimits {
  owner: string;
  replicas: number;
  pool: readonly string[];
  maxUnavailable: number;
  rollout: { maxSurge: number; maxUnavailable: number };
}

/** Judges deeds on the true state of the world at that moment, with nothing of the product's own judgement. */
export class Judgement {
  readonly controlPlane: OneChangeAtATime;
  readonly #world: World;
  #inventory: ReadonlySet<string> = new Set();
  /** Workers that leave, of which the workload was served when that began: owner by machine. */
  readonly #leaving = new Map<string, string>();
  /** Machines whose workload may be left behind: the inventory says so, or nobody can reach it. */
  readonly #leftBehind = new Set<string>();

  constructor(world: World) {
    this.#world = world;
    this.controlPlane = new OneChangeAtATime(world);
  }

  /** A plan was made that is carried out from now on. */
  planned(inventory: Iterable<string>): void {
    this.#inventory = new Set(inventory);
    this.controlPlane.planned(this.#inventory);
  }

  /** A machine has left, or its removal was taken back. */
  stays(name: string): void {
    this.#leaving.delete(name);
    this.#leftBehind.delete(name);
  }

  /** From now on nobody waits for the pods that are still there. */
  leavesPodsBehind(name: string): void {
    this.#leftBehind.add(name);
  }

  /** What kubeadm did there, or anything of another cluster, would break the next one. */
  clean(host: SimHost, what: string): void {
    const traces = host.used || host.kubelet || host.etcdData !== undefined || host.unit !== undefined;
    must(
      !traces,
      'a host is clean before it is used again',
      () => `${host.name} ${what} with traces of a cluster on it`,
    );
    const left = this.#world.records.get(host.name)?.toBeCleaned && this.#livesOn();
    must(!left, 'a host is clean before it is used again', () => `${host.name} ${what}, and is to be cleaned first`);
  }

  /** A host is wiped, or its Node deleted: etcd does not count on it any more, and no pod runs there. */
  gone(host: SimHost, member: boolean, what: string): void {
    must(!member, 'nothing live is wiped', () => `${host.name} ${what} while it is a member of etcd`);
    this.workload(host, what);
    this.controlPlane.change();
  }

  /** A member has been taken out of etcd. @param before etcd had its quorum */
  memberGone(name: string, before: boolean): void {
    const { etcd } = this.#world;
    const kept = etcd.runningVoters.length;
    must(
      !before || etcd.quorate,
      'quorum is never given away by our own action',
      () => `without the member of ${name} ${kept} of ${etcd.voters.length} voters run`,
    );
  }

  /** A worker begins to leave, or to be upgraded. */
  leaves({ name, owner }: Pick<MachineRecord, 'name' | 'owner'>, limits: WorkerLimits | undefined): void {
    const node = this.#world.nodes.get(name);
    // A dead one does not leave by our action: it has left.
    if (node?.status !== 'ready' || !alive(this.#world.host(name))) return;
    this.#leaving.set(name, owner);
    // Of one that was never recorded and has left the inventory nobody knows.
    const known = (machine: string) => this.#world.records.has(machine) || this.#inventory.has(machine);
    const together = [...this.#leaving]
      .filter(([leaving, of]) => of === owner && known(leaving) && !this.#takesPods(leaving))
      .map(([leaving]) => leaving);
    const { maxUnavailable, replicas, rollout } = limits ?? NO_LIMITS;
    const left = this.#machinesOf(owner).filter((machine) => !together.includes(machine.name)).length;
    const enough = limits !== undefined && left >= replicas - Math.max(1, rollout.maxUnavailable);
    must(
      together.length <= Math.max(maxUnavailable, rollout.maxUnavailable) || enough,
      'maxUnavailable holds',
      () => `${together.join(' and ')} leave ${owner} at once, ${maxUnavailable} may, and ${left} are left`,
    );
  }

  /** Its upgrade was cut, and its Node, which somebody deleted, is registered again: open. */
  #takesPods(name: string): boolean {
    const node = this.#world.nodes.get(name);
    return node?.status === 'ready' && !node.cordoned && !this.#world.records.get(name)?.deletion;
  }

  /** A worker begins to join. */
  surges({ owner, pool, replicas, rollout }: WorkerLimits): void {
    const present = this.#machinesOf(owner).filter(({ name, deletion }) => !deletion && pool.includes(name));
    const count = present.length + 1;
    must(
      count <= replicas + rollout.maxSurge,
      'maxSurge holds',
      () => `${count} machines in ${owner}: ${replicas} are wanted, and ${rollout.maxSurge} more may be`,
    );
  }

  /** Machines whose bootstrap ended well. */
  #machinesOf(owner: string): MachineRecord[] {
    return [...this.#world.records.values()].filter(
      (record) =>
        record.owner === owner && !record.toBeCleaned && this.#world.host(record.name).mark?.phase === 'bootstrapped',
    );
  }

  /** A control plane is changed where it is: the others serve, and hold the quorum without it. */
  upgrade(host: SimHost): void {
    const { etcd } = this.#world;
    const standing = etcd.runningVoters.filter((member) => member.host !== host.name).length;
    must(
      etcd.voters.length <= 2 || standing * 2 > etcd.voters.length,
      'quorum is never given away by our own action',
      () => `while ${host.name} is upgraded ${standing} of ${etcd.voters.length} voters run`,
    );
    this.controlPlane.upgrade(host.name);
  }

  /** No kubelet is newer than an API server. */
  kubelet(host: SimHost, version: string | undefined): void {
    const older = this.#controlPlanesBefore(version);
    must(
      older === undefined,
      'no version runs ahead of the control plane',
      () => `the kubelet of ${host.name} becomes ${version}, ${older} is not`,
    );
  }

  /** Nor is kube-proxy, and its image is on every host that can be reached. */
  proxy(version: string): void {
    const older = this.#controlPlanesBefore(version);
    must(
      older === undefined,
      'no version runs ahead of the control plane',
      () => `kube-proxy becomes ${version}, ${older} is not`,
    );
  }

  #controlPlanesBefore(version = ''): string | undefined {
    const { etcd, hosts, records } = this.#world;
    return etcd.members
      .map(({ host }) => host)
      .filter((name) => records.has(name) || this.#inventory.has(name))
      .find((name) => {
        const host = hosts.get(name);
        const serves = host && answers(host) && host.mark?.phase === 'bootstrapped' && this.controlPlane.wasSeen(name);
        return serves && patchOf(host.version) < patchOf(version);
      });
  }

  /** A cluster that lives on is never replaced by another one. */
  init(host: SimHost): void {
    const { clusterUids } = this.#world;
    if (clusterUids.length === 0) return;
    must(
      !this.#livesOn(),
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

  /** The cluster lives, or could live again; of one of which no host is in the inventory nobody can know. */
  #livesOn(): boolean {
    const { etcd, hosts } = this.#world;
    const savable = etcd.voters.filter((member) => {
      const of = hosts.get(member.host);
      return of?.etcdData === member.id && of.power !== 'dead';
    });
    return savable.length * 2 > etcd.voters.length && savable.some((member) => this.#inventory.has(member.host));
  }

  join(host: SimHost, { role, version }: Pick<MachineMark, 'role' | 'version'>): void {
    const { etcd, records, configured } = this.#world;
    const stale = etcd.memberOf(host.name);
    must(!stale, 'no host is in two machines', () => `${host.name} joins while its former etcd member is there`);
    const recorded = records.get(host.name)?.role === role;
    must(recorded, 'no host is in two machines', () => `${host.name} joins as ${role} and is not recorded as that`);
    if (role === 'worker') {
      this.kubelet(host, version);
      return;
    }
    must(
      configured === version,
      'no version runs ahead of the control plane',
      () => `${host.name} joins as ${version} while the cluster keeps ${configured} for kubeadm`,
    );
    this.controlPlane.join(host.name);
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

  /** Pods on a live node are moved, never killed, unless they may be left behind. */
  workload(host: SimHost, what: string): void {
    const node = this.#world.nodes.get(host.name);
    const serves = node !== undefined && node.pods > 0 && alive(host) && host.kubelet;
    must(
      !serves || this.#leftBehind.has(host.name),
      'nothing live is wiped',
      () => `${host.name} ${what} with ${node?.pods} pods on it`,
    );
  }

  known(name: string): void {
    must(!name.startsWith('stranger'), 'what nobody speaks of is not touched', () => `node ${name} is none of ours`);
  }
}

function patchOf(version = 'v1.20.0'): number {
  return Number(version.split('.')[2]);
}

function servesSomething(host: SimHost): boolean {
  return answers(host) && host.mark?.phase === 'bootstrapped';
}
