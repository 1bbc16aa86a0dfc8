import { alive, type SimHost } from './sim-host.ts';

export interface SimMember {
  readonly id: string;
  /** Empty until it has started for the first time. */
  name: string;
  /** On whose address it is expected. */
  readonly host: string;
  learner: boolean;
}

/** etcd as it really is: who is a member and which members run. Does what it is told, as far as its quorum allows. */
export class SimEtcd {
  readonly members: SimMember[] = [];
  #leader: string | undefined;
  #added = 0;
  /** Of this cluster: ids of members differ from those of any other. */
  readonly #life: number;
  readonly #host: (name: string) => SimHost;

  constructor(life: number, host: (name: string) => SimHost) {
    this.#life = life;
    this.#host = host;
  }

  runs(member: SimMember): boolean {
    const host = this.#host(member.host);
    return member.name !== '' && host.etcdData === member.id && alive(host);
  }

  get voters(): SimMember[] {
    return this.members.filter(({ learner }) => !learner);
  }

  get runningVoters(): SimMember[] {
    return this.voters.filter((member) => this.runs(member));
  }

  /** Enough voters run to decide anything. Counted here, not by the product's own rule. */
  get quorate(): boolean {
    return this.runningVoters.length * 2 > this.voters.length;
  }

  /** Id of a running voter; another one takes over when it stops. */
  get leader(): string | undefined {
    if (!this.quorate) return undefined;
    const running = this.runningVoters;
    if (!running.some(({ id }) => id === this.#leader)) this.#leader = running[0]?.id;
    return this.#leader;
  }

  lead(id: string): void {
    this.#leader = id;
  }

  memberOf(host: string): SimMember | undefined {
    return this.members.find((member) => member.host === host);
  }

  add(host: string, learner: boolean): SimMember {
    this.#added++;
    const member = { id: `${this.#life}a${this.#added}`, name: '', host, learner };
    this.members.push(member);
    return member;
  }

  remove(id: string): void {
    const index = this.members.findIndex((member) => member.id === id);
    if (index >= 0) this.members.splice(index, 1);
  }
}
