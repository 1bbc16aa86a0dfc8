import { must } from '../violation.ts';
import { alive, answers, type SimHost } from './sim-host.ts';
import type { World } from './world.ts';

/** Judges whether the control plane is changed in one place at a time. */
export class OneChangeAtATime {
  readonly #world: World;
  /** Machines that are being changed right now, by the operation that does it. */
  readonly #changing = new Map<string, string>();
  #operation: string | undefined;
  #changes: string | undefined;
  /** Hosts that did not answer when the plan was made: what goes on there, should they come back, is nobody's to know. */
  #unseen: ReadonlySet<string> = new Set();
  #inventory: ReadonlySet<string> = new Set();

  constructor(world: World) {
    this.#world = world;
  }

  /** @param inventory names of its hosts */
  planned(inventory: ReadonlySet<string>): void {
    this.#inventory = inventory;
    const silent = [...this.#world.hosts.values()].filter((host) => !answers(host));
    this.#unseen = new Set(silent.map(({ name }) => name));
  }

  /** What is done from now on is done by this operation. @param changes the control plane that it changes */
  by(operation: string, changes: string | undefined): void {
    this.#operation = operation;
    this.#changes = changes;
  }

  /** An operation has ended, or nobody runs it any more. */
  ended(operation: string): void {
    this.#changing.delete(operation);
    this.#operation = undefined;
  }

  /**
   * What acts now, and every kubeadm of a control plane that is known to be at work, are of one machine.
   * @param founding a new cluster begins: whoever joins joins one that is lost
   */
  change(founding = false): void {
    if (this.#operation !== undefined && this.#changes !== undefined) {
      this.#changing.set(this.#operation, this.#changes);
    }
    const working = [...this.#world.hosts.values()].filter((host) => this.#isKnownToWork(host, founding));
    const machines = new Set([...this.#changing.values(), ...working.map(({ name }) => name)]);
    must(
      machines.size <= 1,
      'at most one control-plane change is in flight',
      () => `${[...machines].join(' and ')} are changed at once`,
    );
  }

  /**
   * The last one leaves when another has joined, whatever was begun. Members that were never recorded and have left the
   * inventory are none of ours: nobody could go on with them alone.
   */
  join(name: string): void {
    const leaving = this.#beingRemoved(name);
    const { etcd, records } = this.#world;
    const known = etcd.members.filter(({ host }) => records.has(host) || this.#inventory.has(host));
    must(
      leaving.length === 0 || known.length === 1,
      'at most one control-plane change is in flight',
      () => `${name} joins while ${leaving[0]} is being removed`,
    );
  }

  /** One is changed where it is. */
  upgrade(name: string): void {
    this.change();
    const leaving = this.#beingRemoved(name);
    must(
      leaving.length === 0,
      'at most one control-plane change is in flight',
      () => `${name} is upgraded while ${leaving[0]} is being removed`,
    );
  }

  /** It answered when the plan was made. */
  wasSeen(name: string): boolean {
    return !this.#unseen.has(name);
  }

  /** A healthy control plane does not begin to leave while another one leaves; a broken one may hold that one up. */
  removal(name: string): void {
    this.change();
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

  #isKnownToWork(host: SimHost, founding: boolean): boolean {
    const { unit, name } = host;
    if (founding && unit?.kind !== 'init') return false;
    if (unit === undefined || unit.kind === 'join-worker' || this.#world.joinsAnother(host)) return false;
    return answers(host) && !this.#unseen.has(name);
  }

  #beingRemoved(except: string): string[] {
    return [...this.#world.records.values()]
      .filter(({ role, deletion, toBeCleaned }) => role === 'control-plane' && deletion && !toBeCleaned)
      .map(({ name }) => name)
      .filter((name) => name !== except);
  }
}
