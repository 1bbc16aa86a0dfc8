import { describe, expect, it } from 'vitest';
import { keptCases } from './kept-cases.ts';
import { live } from './life.ts';

describe('stories that went wrong once', () => {
  it.each([...keptCases()])('%s', (_file, { story }) => {
    expect(live(story).applies).toBeGreaterThan(0);
  });
});
