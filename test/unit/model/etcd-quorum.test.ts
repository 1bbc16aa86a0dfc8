import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type QuorumMember, quorumAfter, quorumOf, troubleWhileAway } from '../../../src/model/etcd-quorum.ts';

/** `+` healthy, `-` unhealthy, `?` unknown, `L` learner, `U` unnamed; ids count from 1. */
function members(signs: string): QuorumMember[] {
  return [...signs].map((sign, index) => ({
    id: String(index + 1),
    name: sign === 'U' ? '' : `cp-${index + 1}`,
    learner: sign === 'L',
    ...(sign === '?' ? {} : { healthy: sign === '+' || sign === 'L' }),
  }));
}

describe.each([
  ['one', '+', {}, true],
  ['one, adding a second: it starts alone, so the new one counts as healthy', '+', { add: true }, true],
  ['two, adding a third', '++', { add: true }, true],
  ['three, adding a fourth', '+++', { add: true }, true],
  ['three with one down, adding', '++-', { add: true }, false],
  ['three, removing one', '+++', { remove: '1' }, true],
  ['three with one down, removing another', '++-', { remove: '1' }, false],
  ['three with one down, removing that one', '++-', { remove: '3' }, true],
  ['five with one down, removing another', '++++-', { remove: '1' }, true],
  ['five with two down, removing another', '+++--', { remove: '1' }, false],
  ['unknown health counts as none', '++?', { remove: '1' }, false],
  ['a learner refuses any change', '++L', { add: true }, false],
  ['an unnamed member refuses any change', '+++U', { remove: '1' }, false],
  ['removing the learner itself', '+++L', { remove: '4' }, true],
  ['removing the unnamed itself', '+++U', { remove: '4' }, true],
  ['removing the last', '+', { remove: '1' }, false],
  ['no member', '', {}, false],
] as const)('%s', (_, signs, change, safe) => {
  test(safe ? 'is safe' : 'is refused, with a reason', () => {
    const verdict = quorumAfter(members(signs), change);
    expect(verdict.safe).toBe(safe);
    expect(verdict.reason !== undefined).toBe(!safe);
  });
});

test('the figures are those of Cluster API', () => {
  expect(quorumAfter(members('+++'), { add: true })).toEqual({ voting: 4, unhealthy: 1, quorum: 3, safe: true });
  expect(quorumAfter(members('++-'), { remove: '1' }).reason).toBe(
    'etcd would have 1 healthy of 2 voting members and needs 2',
  );
});

const anyMembers = fc
  .array(fc.constantFrom('+', '-', '?'), { minLength: 1, maxLength: 9 })
  .map((signs) => signs.join(''));

test('what is called safe leaves a majority that answers', async () => {
  await fc.assert(
    fc.property(anyMembers, fc.nat(10), fc.boolean(), (signs, victim, add) => {
      const before = members(signs);
      const verdict = quorumAfter(before, { add, remove: String(victim) });
      const staying = before.filter(({ id }) => id !== String(victim));
      const answering = staying.filter(({ healthy }) => healthy).length + (add && before.length <= 1 ? 1 : 0);
      expect(verdict.safe).toBe(answering >= quorumOf(staying.length + (add ? 1 : 0)));
    }),
  );
});

test('a member that falls ill never makes a change safe', async () => {
  await fc.assert(
    fc.property(anyMembers, fc.nat(8), fc.boolean(), (signs, index, add) => {
      const worse = signs.slice(0, index) + (signs[index] ? '-' : '') + signs.slice(index + 1);
      if (!quorumAfter(members(signs), { add }).safe) expect(quorumAfter(members(worse), { add }).safe).toBe(false);
    }),
  );
});

test('two majorities always meet', async () => {
  await fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), (voting) => 2 * quorumOf(voting) > voting));
});

test.each([
  ['alone', '+', undefined],
  ['one of two', '+-', undefined],
  ['one of three', '+++', undefined],
  ['the ailing one of three', '-++', undefined],
  ['one of three beside an ailing one', '++-', 'etcd would have 1 of 3 members meanwhile and needs 2'],
  ['the ailing one of four beside another', '-++-', 'etcd would have 2 of 4 members meanwhile and needs 3'],
  ['one that etcd does not know', '++-+', undefined],
])('the first is away for a moment, and goes on counting: %s', (name, signs, trouble) => {
  expect(troubleWhileAway(members(signs), name.includes('not know') ? undefined : '1')).toBe(trouble);
});
