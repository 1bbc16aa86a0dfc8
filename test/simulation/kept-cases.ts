import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Story } from './story.ts';
import type { Invariant } from './violation.ts';

/** A story that went wrong once. */
export interface KeptCase {
  /** What was wrong with the planner or with an operation when it did. */
  wrong: string;
  /** Absent where it ended by an error of another kind. */
  broken?: Invariant;
  /** By its file's name in defects.ts: makes it go wrong again. Absent: the defect is named as the case. */
  defect?: string;
  story: Story;
}

const folder = new URL('./cases/', import.meta.url);

/** All of them, by the name of their file. */
export function keptCases(): ReadonlyMap<string, KeptCase> {
  const files = readdirSync(folder).sort();
  return new Map(
    files.map((file) => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]),
  );
}

/** Those that a defect of this name makes go wrong again, its own first. */
export function casesOf(defect: string): KeptCase[] {
  const cases = [...keptCases()].filter(([file, kept]) => (kept.defect ?? file) === defect);
  return cases.toSorted(([one], [other]) => Number(other === defect) - Number(one === defect)).map(([, kept]) => kept);
}

/** @param told the message that a story ended with: its last line is the case */
export function keepCase(file: string, wrong: string, told: string): void {
  const kept = JSON.parse(told.slice(told.lastIndexOf('{"wrong"')));
  writeFileSync(new URL(`${file}.json`, folder), `${JSON.stringify({ ...kept, wrong })}\n`);
}
