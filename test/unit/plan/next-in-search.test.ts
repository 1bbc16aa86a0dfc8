import { describe, expect, it } from 'vitest';
import { nextInSearch, type Search } from '../../../src/plan/next-in-search.ts';
import { observedWorld, shortDesired, type World } from '../../support/planner-world.ts';

const desired = shortDesired({ hosts: ['cp-3', 'cp-1', 'w-1', 's-1', 'cp-2'], controlPlane: 3 });
const all = desired.hosts.map(({ name }) => name);
const silent: World = { 'cp-1': 'dead' };

/** @param visited whose hosts were visited, as the world has them */
function next(
  world: World,
  visited: string[],
  { begun = [], asked = [] }: { begun?: string[]; asked?: string[] } = {},
) {
  const known = Object.entries(observedWorld(desired, world).hosts).filter(([name]) => visited.includes(name));
  const search: Search = { hosts: Object.fromEntries(known), begun: new Set(begun), asked: new Set(asked) };
  return nextInSearch(desired, search);
}

describe('in search of the cluster', () => {
  it('visits the first control plane by name and asks it', () => {
    expect(next({}, [])).toEqual({ visit: ['cp-1'] });
    expect(next({ 'cp-1': '' }, ['cp-1'])).toEqual({ ask: 'cp-1' });
  });

  it.each([
    ['does not answer', { 'cp-1': 'dead' }],
    ['is bare', {}],
    ['is a worker', { 'cp-1': 'worker' }],
    ['did not finish', { 'cp-1': 'half' }],
    ['serves another cluster', { 'cp-1': 'foreign' }],
  ] as [string, World][])('visits all that may be control planes, spares too, when it %s', (_, world) => {
    expect(next(world, ['cp-1'])).toEqual({ visit: ['cp-3', 'cp-2', 's-1'] });
  });

  it('visits them when the first does not tell, and asks them by name, spares last', () => {
    const world: World = { 'cp-1': '', 'cp-2': '', 'cp-3': '', 's-1': 'control-plane' };
    expect(next(world, ['cp-1'], { asked: ['cp-1'] })).toEqual({ visit: ['cp-3', 'cp-2', 's-1'] });
    const pool = ['cp-3', 'cp-1', 's-1', 'cp-2'];
    expect(next(world, pool, { asked: ['cp-1'] })).toEqual({ ask: 'cp-2' });
    expect(next(world, pool, { asked: ['cp-1', 'cp-2'] })).toEqual({ ask: 'cp-3' });
    expect(next(world, pool, { asked: ['cp-1', 'cp-2', 'cp-3'] })).toEqual({ ask: 's-1' });
  });

  it('visits every host before it is certain that there is no cluster', () => {
    const pool = ['cp-3', 'cp-1', 's-1', 'cp-2'];
    expect(next(silent, pool)).toEqual({ visit: ['w-1'] });
    expect(next(silent, all)).toBeUndefined();
    expect(next({ 'w-1': 'control-plane' }, all)).toEqual({ ask: 'w-1' });
  });

  it('visits nobody else when control planes were found and none of them tells', () => {
    expect(next({ 'cp-2': '' }, ['cp-3', 'cp-1', 's-1', 'cp-2'], { asked: ['cp-2'] })).toBeUndefined();
  });

  it('goes on with others beside a visit that takes long, and waits for it with them', () => {
    expect(next({}, [], { begun: ['cp-1'] })).toEqual({ visit: ['cp-3', 'cp-1', 'cp-2', 's-1'] });
    expect(next({ 'cp-2': '' }, ['cp-2'], { begun: ['cp-1'] })).toEqual({ ask: 'cp-2' });
  });

  it('takes one that somebody else visited for visited', () => {
    expect(next(silent, all, { begun: ['cp-1'] })).toBeUndefined();
  });
});
