import fc from 'fast-check';
import { it } from 'vitest';
import { live } from './life.ts';
import { beginnings, stories } from './story.ts';
it('x', () => {
  const until = Date.now() + Number(process.env.MS ?? 60000);
  let n = 0, ms = 0;
  const p = fc.property(process.env.WHICH === 'b' ? beginnings : stories, (s) => { if (Date.now() > until) return; const t = Date.now(); n++; live(s); ms += Date.now() - t; });
  const r = fc.check(p, { numRuns: Number(process.env.N ?? 300), endOnFailure: process.env.SHRINK !== '1', seed: Number(process.env.S ?? 7) });
  console.log('ran', n, 'ms each', ms / n);
  if (r.failed) { console.log(String((r.errorInstance as Error)?.stack).slice(0, 14000)); throw new Error('failed'); }
}, 600000);
