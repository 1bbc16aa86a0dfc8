import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MarkerStream } from '../../../src/ssh/marker-stream.ts';
import { sudoPrompt } from '../../../src/ssh/wrapper.ts';

const NONCE = 'd73d57daa2177369da7d240475888ae1';

function parse(bytes: Buffer, cuts: number[]) {
  const heard = { noise: '', text: '', markers: [] as string[] };
  const stream = new MarkerStream(NONCE, {
    noise: (text) => {
      heard.noise += text;
    },
    text: (text) => {
      heard.text += text;
    },
    marker: (name, value) => heard.markers.push(`${name}=${value}@${heard.text.length}`),
  });
  let from = 0;
  for (const cut of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    stream.push(bytes.subarray(from, cut));
    from = cut;
  }
  const beforeEnd = { ...heard };
  stream.end();
  return { heard, beforeEnd };
}

describe('a stream with markers', () => {
  it('tells noise, text and markers apart, however the bytes are cut', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('d', 'd73', NONCE.slice(0, 20), NONCE, '\n', `${NONCE} x`),
    );
    fc.assert(
      fc.property(
        fc.array(part),
        fc.array(part),
        fc.array(part),
        fc.array(fc.nat(), { maxLength: 30 }),
        (a, b, c, cuts) => {
          // A piece that would read as a marker of ours cannot come from anybody else.
          const [noise, one, two] = [a, b, c].map((parts) => parts.join('').replaceAll(`${NONCE}:`, ''));
          const bytes = Buffer.from(`${noise}${NONCE}:begin\n${one}${NONCE}:err:oops: x\n${two}${NONCE}:end:7\n`);
          const { heard } = parse(bytes, cuts);
          const decoded = (text = '') => Buffer.from(text).toString();
          expect(heard.noise).toBe(decoded(noise));
          expect(heard.text).toBe(decoded(one) + decoded(two));
          expect(heard.markers.map((marker) => marker.replace(/@.*/, ''))).toEqual(['begin=', 'err=oops: x', 'end=7']);
          expect(heard.markers[1]).toBe(`err=oops: x@${decoded(one).length}`);
        },
      ),
    );
  });

  it('gives out text at once that cannot be the start of a marker', () => {
    const { beforeEnd } = parse(Buffer.from(`${NONCE}:begin\nwaiting for an answer`), []);
    expect(beforeEnd.text).toBe('waiting for an answer');
  });

  it("gives out sudo's prompt at once: nothing follows it that could settle the matter", () => {
    const { beforeEnd } = parse(Buffer.from(sudoPrompt(NONCE)), []);
    expect(beforeEnd.noise).toBe(sudoPrompt(NONCE));
  });

  it('gives out what was held back when the stream ends', () => {
    const { heard, beforeEnd } = parse(Buffer.from(`${NONCE}:begin\nabc ${NONCE.slice(0, 9)}`), []);
    expect(beforeEnd.text).toBe('abc ');
    expect(heard.text).toBe(`abc ${NONCE.slice(0, 9)}`);
  });
});
