import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legible, shown } from '../../../src/model/shown.ts';

const circle: Record<string, unknown> = {};
circle.itself = circle;
const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);

describe('shown', () => {
  it.each([
    ['a word', 'master', '"master"'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number beyond all', Number.POSITIVE_INFINITY, 'Infinity'],
    ['no number', Number.NaN, 'NaN'],
    ['a name that String would call', { toString: 0 }, '{"toString":0}'],
    [
      'a name that String would call, and nothing to fall back on',
      { toString: 0, valueOf: 0 },
      '{"toString":0,"valueOf":0}',
    ],
    ['what the prototype would be', JSON.parse('{"__proto__":{"toString":0}}'), '{"__proto__":{"toString":0}}'],
    ['a colour', '\u001b[31m', '"\\u001b[31m"'],
    ['what nobody sees', 'cp\u200b-1\u202e', '"cp\\u200b-1\\u202e"'],
    ['half a character', '\ud800', '"\\ud800"'],
    ['a circle', circle, 'an object'],
    ['more levels than the stack', deep, 'a list'],
    ['a number too big for JSON', 1n, '1'],
  ])('%s', (_, value, text) => {
    expect(shown(value)).toBe(text);
  });

  it('is one short line that a terminal only prints, whatever the value is', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withMap: true }), (value) => {
        expect(shown(value)).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,360}$/u);
      }),
    );
  });
});

describe('legible', () => {
  it('leaves ordinary text alone', () => {
    const text = 'spec.hosts[3].name is "Zürich 🏔"; it must be 東京';
    expect(legible(text)).toBe(text);
  });

  it('cuts an endless word, and keeps what is said about it', () => {
    expect(legible(`${'a'.repeat(100_000)} is not an address`)).toBe(`${'a'.repeat(117)}… is not an address`);
  });

  it('cuts an endless text in its middle', () => {
    const text = legible(`${'a b '.repeat(10_000)}is not an address`);
    expect(text.length).toBeLessThan(1010);
    expect(text).toMatch(/^a b .* … .*is not an address$/);
  });
});
