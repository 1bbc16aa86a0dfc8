import type { Tape } from './tape.ts';
import { advanceKubeadm } from './world/kubeadm-run.ts';
import { alive, answers, type SimHost } from './world/sim-host.ts';
import { ALL_HOSTS } from './world/sim-inventory.ts';
import type { World } from './world/world.ts';

/** Hosts that may die for good in one story, so that enough are left to go on with. */
const DEATHS = 3;

/** What happens to hosts without anybody's doing. */
export class Chaos {
  /** How often something went wrong. */
  struck = 0;
  readonly #world: World;
  readonly #tape: Tape;
  /** etcd never loses its quorum for good. */
  readonly #merciful: boolean;
  readonly #hostsFail: boolean;
  #deaths = 0;

  constructor(world: World, tape: Tape, { merciful, hostsFail }: { merciful: boolean; hostsFail: boolean }) {
    this.#world = world;
    this.#tape = tape;
    this.#merciful = merciful;
    this.#hostsFail = hostsFail;
  }

  /** A moment passes: controllers look, kubeadm that nobody watches goes on, and now and then a host fails. */
  passes(): void {
    const world = this.#world;
    const tape = this.#tape;
    world.now++;
    if (!tape.once(4)) world.controllersLook();
    for (const host of world.hosts.values()) if (host.unit && tape.once(4)) advanceKubeadm(world, host, tape.once(4));
    if (tape.once(10)) this.strike();
  }

  strike(): void {
    const host = this.#world.host(this.#tape.pick(this.#victims()) ?? '');
    const happening = this.#tape.pick(this.#hostsFail ? HAPPENINGS : KUBEADM_FAILS);
    const before = host.power;
    if (!happening || before === 'dead') return;
    const done = happening(this.#world, host, (one) => this.#mayBeLost(one));
    if (!done) return;
    this.struck++;
    this.#world.log(`* ${host.name} ${done}`);
    if (host.power === 'dead') this.#deaths++;
  }

  /** Mostly a host that serves or is about to. */
  #victims(): readonly string[] {
    const used = [...this.#world.hosts.values()].filter(({ mark }) => mark !== undefined).map(({ name }) => name);
    return this.#tape.next(6) === 5 || used.length === 0 ? ALL_HOSTS : used;
  }

  /** Somebody saw to the hosts that nobody reaches. */
  comeBack(): void {
    for (const host of this.#world.hosts.values()) {
      if (host.power !== 'up' && host.power !== 'dead' && this.#tape.next(2) === 0) {
        this.#world.setPower(host, 'up');
        this.#world.log(`* ${host.name} is back`);
      }
    }
  }

  /** Whether the story goes on when all that is on this host is lost. */
  #mayBeLost(host: SimHost): boolean {
    if (this.#deaths >= DEATHS) return false;
    if (!this.#merciful) return true;
    const { etcd } = this.#world;
    if (host.etcdData === undefined) return true;
    const left = etcd.voters.filter((member) => {
      const of = this.#world.host(member.host);
      return of !== host && of.power !== 'dead' && of.etcdData === member.id;
    });
    return left.length * 2 > etcd.voters.length;
  }
}

/** Answers what has happened, if anything has. */
type Happening = (world: World, host: SimHost, mayBeLost: (host: SimHost) => boolean) => string | undefined;

const comesBack: Happening = (world, host) => {
  if (host.power === 'up') return undefined;
  world.setPower(host, 'up');
  return 'is back';
};

const failsTo =
  (power: SimHost['power']): Happening =>
  (world, host, mayBeLost) => {
    if (!answers(host) || (power === 'dead' && !mayBeLost(host))) return undefined;
    world.setPower(host, power);
    return `is ${power}`;
  };

const kubeadmFails: Happening = (world, host) => {
  if (!host.unit || !alive(host)) return undefined;
  advanceKubeadm(world, host, true);
  return 'sees kubeadm fail';
};

const KUBEADM_FAILS = [kubeadmFails];

const HAPPENINGS: Happening[] = [
  failsTo('frozen'),
  comesBack,
  failsTo('off'),
  comesBack,
  failsTo('mute'),
  failsTo('dead'),
  (world, host, mayBeLost) => {
    if (!mayBeLost(host)) return undefined;
    world.reinstall(host);
    return 'is installed anew';
  },
  (_world, host) => {
    host.sick = host.kubelet && !host.sick;
    return host.kubelet ? `is ${host.sick ? 'sick' : 'well again'}` : undefined;
  },
  kubeadmFails,
  (world, host) => {
    if (!alive(host) || !host.kubelet || world.nodes.has(host.name)) return undefined;
    world.startKubelet(host);
    return 'restarts its kubelet';
  },
  (world, host) => {
    const record = world.records.get(host.name);
    if (!record || !world.apiAnswers) return undefined;
    world.records.set(host.name, { ...record, deleteFirst: !record.deleteFirst });
    return 'is marked to go first, or no longer';
  },
  (world, host) => {
    const member = world.etcd.voters.find((voter) => voter.host === host.name && world.etcd.runs(voter));
    if (member) world.etcd.lead(member.id);
    return member && 'leads etcd';
  },
  (world, host) =>
    world.apiAnswers && world.nodes.delete(host.name) ? 'loses its Node, which somebody deletes' : undefined,
  (world, host) => {
    if (!alive(host) || !host.kubelet || !world.apiAnswers || !world.nodes.delete(host.name)) return undefined;
    world.startKubelet(host);
    return 'is registered anew: somebody deletes its Node and restarts its kubelet';
  },
];
