import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { live } from './life.ts';
import type { Story } from './story.ts';
import type { Invariant } from './violation.ts';

/** A story that went wrong once. */
interface Case {
  /** What was wrong with the planner or with an operation when it did. */
  wrong: string;
  broken: Invariant;
  story: Story;
}

const folder = new URL('./cases/', import.meta.url);
const cases = readdirSync(folder)
  .sort()
  .map((file): [string, Case] => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]);

describe('stories that went wrong once', () => {
  it.each(cases)('%s', (_file, { story }) => {
    expect(live(story).applies).toBeGreaterThan(0);
  });
});
