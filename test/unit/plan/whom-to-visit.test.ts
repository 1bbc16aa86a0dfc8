import { describe, expect, it } from 'vitest';
import { type SeenByNow, whomToVisit } from '../../../src/plan/whom-to-visit.ts';
import {
  observedWorld,
  type ShortInventory,
  shortDesired,
  WORLD_REVISION,
  type World,
} from '../../support/planner-world.ts';

const five: ShortInventory = { hosts: ['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2'] };
const everybody = five.hosts;
const visited: World = { 'cp-1': '', 'cp-2': '', 'cp-3': '', 'w-1': '', 'w-2': '' };
/** All of them settled, by what cp-1 tells. */
const told: World = { ...Object.fromEntries(everybody.map((name) => [name, 'unvisited'])), 'cp-1': '' };
const others = everybody.filter((name) => name !== 'cp-1');

/** @param options.unseen hosts that bear no machine and were not visited; all others without one were */
function asked(
  inventory: ShortInventory,
  world: World,
  { unseen = [], ...options }: { unseen?: string[] } & Partial<SeenByNow> = {},
) {
  const desired = shortDesired(inventory);
  const observed = observedWorld(desired, world);
  for (const name of unseen) delete observed.hosts[name];
  const { worked, toVisit } = whomToVisit({ desired, observed, revisionOf: () => WORLD_REVISION, ...options });
  return { worked: [...worked], toVisit };
}

describe('whom to visit next', () => {
  it.each<[string, World, string[], string[]]>([
    ['everybody who is wanted, when nothing is to be done', told, everybody, others],
    ['nobody, when everybody was visited', visited, everybody, []],
    ['one that is not settled', { ...told, 'w-2': 'ailing unvisited' }, ['w-2'], ['w-2']],
    ['one that leaves, and it need not answer', { ...told, 'w-3': 'unvisited' }, [], ['w-3']],
    ['nobody, when one that leaves was visited', { ...told, 'w-3': 'dead' }, [], []],
    ['one that is to be cleaned', { ...told, 'w-3': 'unclean unvisited' }, [], ['w-3']],
    ['nobody, when one that is to be cleaned answers', { ...told, 'w-3': 'unclean' }, [], []],
    ['everybody, when one that is to be cleaned is silent', { ...told, 'w-3': 'unclean dead' }, everybody, others],
    [
      'everybody, when one that is to be cleaned lost its mark',
      { ...told, 'w-3': 'unclean unmarked' },
      everybody,
      others,
    ],
    [
      'nobody, when the node of a silent one that is to be cleaned came back',
      { ...told, 'w-3': 'unclean mute came-back' },
      [],
      [],
    ],
    [
      'nobody, when one of all turns out to be bare: the others wait their turn',
      { ...visited, 'w-2': 'bare' },
      ['w-2'],
      [],
    ],
  ])('%s', (_, world, worked, toVisit) => {
    expect(asked(five, world)).toEqual({ worked, toVisit });
  });

  it('a new host and nobody else', () => {
    const inventory = { hosts: [...five.hosts, 'w-3'] };
    expect(asked(inventory, told, { unseen: ['w-3'] })).toEqual({ worked: ['w-3'], toVisit: ['w-3'] });
    expect(asked(inventory, told)).toEqual({ worked: ['w-3'], toVisit: [] });
  });

  it('a spare, once it is known that the machine it takes the place of does not answer', () => {
    const inventory = { hosts: ['cp-1', 'w-1', 'w-2', 's-1'], workers: { replicas: 2 } };
    const seen = (w2: string) =>
      asked(inventory, { 'cp-1': '', 'w-1': 'unvisited', 'w-2': `deleting ${w2}` }, { unseen: ['s-1'] });
    expect(seen('unvisited')).toEqual({ worked: ['w-2'], toVisit: ['w-2'] });
    expect(seen('dead')).toEqual({ worked: ['s-1'], toVisit: ['s-1'] });
  });

  it('everybody and those that leave, when it is asked for or nothing is known of what is wanted', () => {
    const all = { worked: everybody, toVisit: [...others, 'w-3'] };
    expect(asked(five, { ...told, 'w-3': 'unvisited' }, { everywhere: true })).toEqual(all);
    expect(asked(five, { ...told, 'w-3': 'unvisited' }, { revisionOf: () => undefined })).toEqual(all);
  });
});
