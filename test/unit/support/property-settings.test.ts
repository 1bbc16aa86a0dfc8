import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PropertySettings, propertySettings } from '../../support/property-settings.ts';
import { runs } from '../../support/runs.ts';

describe('propertySettings', () => {
  it.each<[NodeJS.ProcessEnv, PropertySettings]>([
    [{}, { seed: 1, factor: 1 }],
    [
      { SEED: '', RUNS: '' },
      { seed: 1, factor: 1 },
    ],
    [
      { SEED: '-77913405', RUNS: '0.5' },
      { seed: -77913405, factor: 0.5 },
    ],
    [
      { SEED: '-77913405:91:3:4', RUNS: '20' },
      { seed: -77913405, path: '91:3:4', factor: 20 },
    ],
  ])('%j', (env, settings) => {
    expect(propertySettings(env)).toEqual(settings);
  });

  it('is another one each time where chance is asked for', () => {
    const seeds = Array.from({ length: 20 }, () => propertySettings({ SEED: 'random' }).seed);
    expect(new Set(seeds).size).toBeGreaterThan(15);
  });

  it.each([{ SEED: 'x' }, { SEED: '1.5' }, { SEED: ':3' }, { RUNS: '0' }, { RUNS: 'many' }])('refuses %j', (env) => {
    expect(() => propertySettings(env)).toThrow(RangeError);
  });
});

it('is what every property is tried with', () => {
  const tried: number[] = [];
  fc.assert(fc.property(fc.integer(), (value) => void tried.push(value)));
  expect(tried).toHaveLength(runs(100));
  if (process.env.SEED === undefined) {
    const again: number[] = [];
    fc.assert(
      fc.property(fc.integer(), (value) => void again.push(value)),
      { seed: 1 },
    );
    expect(again).toEqual(tried);
  }
});
