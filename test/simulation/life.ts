import type { DesiredHealthCheck } from '../../src/model/desired.ts';
import type { Plan } from '../../src/model/plan.ts';
import { healthCheck } from '../support/health-check.ts';
import { type Forecast, forecast, run } from './apply.ts';
import { changeInventory } from './change-inventory.ts';
import { Chaos } from './chaos.ts';
import { judgeConverged, judgeRefusal } from './judge.ts';
import { judgePlan } from './judge-plan.ts';
import { Rota } from './rota.ts';
import { heal, withoutTheDead } from './settle.ts';
import type { Story } from './story.ts';
import { Tape } from './tape.ts';
import { brokenBy, must, Violation } from './violation.ts';
import { Deeds } from './world/deeds.ts';
import { advanceKubeadm } from './world/kubeadm-run.ts';
import type { SimInventory } from './world/sim-inventory.ts';
import { World } from './world/world.ts';

/** A story knows no times. */
const AT_ONCE: Partial<DesiredHealthCheck> = {
  unhealthyNodeConditions: [
    { type: 'Ready', status: 'Unknown', timeoutMs: 0 },
    { type: 'Ready', status: 'False', timeoutMs: 0 },
  ],
};

/** How a story ended. */
export interface Ending {
  /** How often something went wrong. */
  faults: number;
  applies: number;
  /** Applies that were needed after the last fault, the one that found nothing to do included. */
  lastApplies: number;
  edits: number;
  /** Machines that were replaced because they were unhealthy. */
  healed: number;
  /** Clusters that were initialised. */
  clusters: number;
  /** etcd lost its quorum for good, by no doing of ours. */
  lost: boolean;
}

const HEALTH_CHECKS = ['50%', '100%', 1].map((maxUnhealthy) => healthCheck('all', { ...AT_ONCE, maxUnhealthy }));

/** Applies with faults between, before and after. */
const ROUNDS = 10;
/** Applies without a fault until there is nothing to do. */
const LAST_ROUNDS = 8;

/** Lives a story to its end. @throws Violation with the story so far, and as a case, when an invariant breaks */
export function live(story: Story): Ending {
  const world = new World(story.learnerMode);
  const tape = new Tape(story.tape);
  try {
    return new Life(story, world, tape).live();
  } catch (error) {
    if (error instanceof Error) {
      const kept = { wrong: '…', broken: brokenBy(error), story: { ...story, tape: tape.played } };
      error.message += `\n${world.told.slice(-80).join('\n')}\nto keep it: ${JSON.stringify(kept)}`;
    }
    throw error;
  }
}

class Life {
  readonly #story: Story;
  readonly #world: World;
  readonly #deeds: Deeds;
  readonly #tape: Tape;
  readonly #chaos: Chaos;
  #inventory: SimInventory;
  #applies = 0;
  #edits = 0;
  #healed = 0;
  /** What did not end well, and runs that were killed. */
  readonly #failures: string[] = [];

  constructor(story: Story, world: World, tape: Tape) {
    this.#story = story;
    this.#world = world;
    this.#deeds = new Deeds(world);
    this.#tape = tape;
    this.#chaos = new Chaos(world, this.#tape, story);
    this.#inventory = story.inventory;
  }

  live(): Ending {
    if (this.#story.grown) this.#applyInPeace();
    if (this.#story.recordless) this.#world.forgetRecords();
    if (this.#story.stranger) this.#stranger();
    for (let round = 0; round < ROUNDS && !this.#tape.ended; round++) {
      // Where the inventory changes, apply has its turn first.
      if (this.#tape.next(3) > (this.#story.heals ? 1 : 0)) this.#edit();
      while (this.#tape.once(3)) this.#chaos.strike();
      const check = this.#story.heals && this.#tape.next(3) > 0 ? HEALTH_CHECKS[this.#tape.next(3)] : undefined;
      const { kind } = this.#apply(this.#tape, () => this.#chaos.passes(), check);
      if (kind === 'unreachable' && this.#tape.next(2) === 0) this.#chaos.comeBack();
    }
    this.#tape.end();
    heal(this.#world);
    this.#inventory = withOneWherePossible(withoutTheDead(this.#inventory, this.#world));
    this.#world.log(`everything is well from here on: ${inWords(this.#inventory)}`);
    const lastApplies = this.#converge();
    return {
      faults: this.#chaos.struck + this.#failures.length,
      applies: this.#applies,
      lastApplies,
      edits: this.#edits,
      healed: this.#healed,
      clusters: this.#world.initialised.length,
      lost: !this.#world.etcd.quorate,
    };
  }

  #edit(): void {
    const before = this.#inventory;
    this.#inventory = changeInventory(before, this.#tape, this.#world);
    if (this.#inventory === before) return;
    this.#edits++;
    this.#world.log(`inventory: ${inWords(this.#inventory)}`);
  }

  /** A Node that neither the inventory nor a record speaks of. */
  #stranger(): void {
    const node = { uid: 'stranger', since: 0, controlPlane: false, labels: {}, taints: [], pods: 3, cordoned: false };
    this.#world.nodes.set('stranger', { ...node, status: 'ready' });
  }

  #converge(): number {
    const world = this.#world;
    const lost = world.clusterUids.length > 0 && (!world.etcd.quorate || this.#hasUnknownDead());
    for (let applies = 1; ; applies++) {
      const seen = this.#applyInPeace(lost);
      if (seen.kind !== 'plan') {
        if (lost) return applies;
        // It said that it waits for kubeadm, and so does whoever reads it.
        if (finishKubeadm(world)) continue;
        throw new Violation(
          'what is refused is refused rightly',
          `${seen.kind} with everything well${findingsOf(seen)}`,
        );
      }
      if (seen.plan.operations.length === 0) {
        judgeConverged(world, this.#inventory, seen);
        return applies;
      }
      if (applies < LAST_ROUNDS) continue;
      if (lost) return applies;
      const left = seen.plan.operations.map(({ id }) => id).join(', ');
      throw new Violation('it converges and then plans nothing', `still to do after ${applies} applies: ${left}`);
    }
  }

  /** A control plane of which no record was ever kept was lost, or left the inventory: what is left of it is none of ours. */
  #hasUnknownDead(): boolean {
    const { etcd, everRecorded } = this.#world;
    const inventory = new Set(this.#inventory.hosts.map(({ name }) => name));
    return etcd.members.some(
      (member) => !everRecorded.has(member.host) && (!etcd.runs(member) || !inventory.has(member.host)),
    );
  }

  /** Nothing happens but what is planned. It may fail where etcd is lost, or kubeadm of an earlier run comes to nothing. */
  #applyInPeace(lost = false): Forecast {
    const world = this.#world;
    const before = this.#failures.length;
    const excused = lost || [...world.hosts.values()].some(({ unit }) => unit !== undefined);
    const seen = this.#apply(new Rota(this.#story.order), () => {
      world.now++;
      world.controllersLook();
    });
    const failed = this.#failures.slice(before);
    must(excused || failed.length === 0, 'what nobody disturbs ends well', () => `${failed.join(', ')} failed`);
    return seen;
  }

  #apply(tape: Tape, meanwhile: () => void, check?: DesiredHealthCheck): Forecast {
    this.#applies++;
    const world = this.#world;
    const command = check ? 'heal' : 'apply';
    const seen = forecast(world, this.#inventory, check);
    if (seen.kind !== 'plan') {
      world.log(`${command}: ${seen.kind}${findingsOf(seen)}`);
      if (!check) judgeRefusal(world, this.#inventory, seen);
      return seen;
    }
    world.log(`${command}: ${planInWords(seen.plan)}`);
    if (check) this.#healed += Object.keys(seen.input.observed.healing?.machines ?? {}).length;
    judgePlan(seen);
    this.#deeds.judge.planned(this.#inventory.hosts.map(({ name }) => name));
    this.#failures.push(...run(seen.plan, { ...seen.apply, tape, deeds: this.#deeds }, meanwhile));
    return seen;
  }
}

/** A control plane of one that nobody can replace is changed where it is: whoever reads the refusal writes that. */
function withOneWherePossible(inventory: SimInventory): SimInventory {
  const selected = inventory.hosts.filter(({ role }) => role === 'control-plane').length;
  const wanted = inventory.controlPlanes ?? selected;
  return wanted > 1 ? inventory : { ...inventory, rollout: { strategy: 'InPlace', maxSurge: 1 } };
}

/** Answers whether kubeadm was at work anywhere. */
function finishKubeadm(world: World): boolean {
  const working = [...world.hosts.values()].filter(({ unit }) => unit !== undefined);
  for (const host of working) while (host.unit) advanceKubeadm(world, host);
  return working.length > 0;
}

function findingsOf(seen: Forecast): string {
  return seen.kind === 'refused'
    ? `: ${seen.findings.map(({ check, message }) => `${check}: ${message}`).join('; ')}`
    : '';
}

function planInWords({ operations }: Plan): string {
  return operations.length === 0 ? 'nothing to do' : operations.map(({ id }) => id).join(', ');
}

function inWords({ hosts, controlPlanes, deployments, settings, version, spec, rollout }: SimInventory): string {
  const names = hosts.map(({ name, role, tier }) => `${name}:${role === 'worker' ? tier : role}`).join(' ');
  const replicas = deployments
    .map(
      ({ name, replicas: count, spec: of, rollout: { strategy, maxSurge, maxUnavailable } }) =>
        `${name}=${count ?? 'all'}#${of} ${strategy} +${maxSurge} -${maxUnavailable}`,
    )
    .join(' ');
  return `control planes=${controlPlanes ?? 'all'} ${replicas} version=${version} spec=${spec} ${rollout.strategy} +${rollout.maxSurge} settings=${settings} of ${names}`;
}
