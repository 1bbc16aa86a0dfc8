import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Finding } from '../../../../src/model/plan.ts';
import { preflight } from '../../../../src/plan/preflight/preflight.ts';
import { inputFor, type PreflightCase } from './input-for.ts';

const FOLDER = new URL('./cases/', import.meta.url);

interface Case extends PreflightCase {
  name: string;
  /** Every finding, in order; `says` is a part of message or cure. */
  findings: { host?: string; check: string; severity: Finding['severity']; says?: string[] }[];
}

describe.each(readdirSync(FOLDER))('preflight: %s', (file) => {
  const cases: Case[] = parse(readFileSync(new URL(file, FOLDER), 'utf8'));

  it.each(cases)('$name', (given) => {
    const found = preflight(inputFor(given));
    expect(found.map(({ host, check, severity }) => ({ ...(host && { host }), check, severity }))).toEqual(
      given.findings.map(({ says: _, ...finding }) => finding),
    );
    for (const [index, { says = [] }] of given.findings.entries()) {
      for (const part of says) expect(`${found[index]?.message} — ${found[index]?.cure}`).toContain(part);
    }
    for (const finding of found) expect(finding.cure).toMatch(/\S.*[.)]$/);
  });
});
