import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secrets } from '../../../src/model/secrets.ts';

const MASK = '••••••';

function masking(...values: string[]): Secrets {
  const secrets = new Secrets();
  for (const value of values) secrets.add(value);
  return secrets;
}

describe('Secrets', () => {
  it.each<[string, string[], string, string]>([
    ['nothing registered', [], 'plain text', 'plain text'],
    ['each place it stands', ['hunter22'], 'hunter22 and hunter22', `${MASK} and ${MASK}`],
    ['inside a word', ['hunter22'], '--password=hunter22!', `--password=${MASK}!`],
    ['the longer of two that begin alike', ['hunter', 'hunter-two'], 'hunter-two', MASK],
    ['each line of a key', ['-----BEGIN\nMIIEpA\n-----END'], 'it said MIIEpA', `it said ${MASK}`],
    ['a whole key at once', ['BEGIN\nMIIEpA'], 'BEGIN\nMIIEpA', MASK],
    ['characters that mean something in expressions', ['a.*(b$&'], 'x a.*(b$& aXX(b y', `x ${MASK} aXX(b y`],
    ['four characters', ['abcd'], 'abcd', MASK],
    ['not three, they would blot out ordinary text', ['abc'], 'abc', 'abc'],
    ['not blanks', ['      '], 'a      b', 'a      b'],
    ['not what is empty', ['', '\n\n'], 'a\n\nb', 'a\n\nb'],
  ])('masks %s', (_name, values, text, masked) => {
    expect(masking(...values).mask(text)).toBe(masked);
  });

  it('hands a secret back as it was', () => {
    expect(new Secrets().add('line 1\nline 2')).toBe('line 1\nline 2');
  });

  it('never lets a registered value through, whatever stands around it', () => {
    const word = fc.stringMatching(/^[a-z0-9.*$\\]{4,12}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.array(fc.string(), { maxLength: 5 }),
        (values, texts) => {
          const masked = masking(...values).mask([...values, ...texts].join(values[0]));
          for (const value of values) expect(masked).not.toContain(value);
        },
      ),
    );
  });
});
