import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FreeHost, spreadHosts } from '../../../src/plan/spread-hosts.ts';

const DOMAINS = [undefined, '', 'a', 'b', 'c'];

const situation = fc.record({
  free: fc
    .array(fc.record({ rank: fc.nat({ max: 2 }), failureDomain: fc.constantFrom(...DOMAINS) }), { maxLength: 30 })
    .map((hosts) => hosts.map((host, index): FreeHost => ({ name: `host-${index}`, ...host }))),
  count: fc.integer({ min: -1, max: 35 }),
  serving: fc
    .array(fc.tuple(fc.constantFrom(...DOMAINS), fc.nat({ max: 4 })), { maxLength: 5 })
    .map((entries) => new Map(entries)),
});

/** The rule, said again without any thought of how long it takes. */
function oneByOne(free: readonly FreeHost[], count: number, serving: Map<string | undefined, number>): string[] {
  const left = [...free];
  const chosen: string[] = [];
  while (chosen.length < count && left.length > 0) {
    const weight = ({ rank, failureDomain }: FreeHost) => rank * 1000 + (serving.get(failureDomain) ?? 0);
    const next = left.reduce((best, host) => (weight(host) < weight(best) ? host : best));
    left.splice(left.indexOf(next), 1);
    chosen.push(next.name);
    serving.set(next.failureDomain, (serving.get(next.failureDomain) ?? 0) + 1);
  }
  return chosen;
}

describe('spreadHosts', () => {
  it('takes the failure domain with the fewest machines, then the order given, and better hosts first', () => {
    fc.assert(
      fc.property(situation, ({ free, count, serving }) => {
        const counted = new Map(serving);
        expect(spreadHosts(free, count, counted)).toEqual(oneByOne(free, count, serving));
        expect(counted).toEqual(serving);
      }),
    );
  });

  it('does not look at every host for every choice', () => {
    let looks = 0;
    const free = Array.from({ length: 1000 }, (_, index) => ({
      name: `host-${index}`,
      failureDomain: `zone-${index % 3}`,
      get rank() {
        looks++;
        return 0;
      },
    }));
    expect(spreadHosts(free, 500, new Map())).toEqual(free.slice(0, 500).map(({ name }) => name));
    expect(looks).toBeLessThan(10_000);
  });
});
