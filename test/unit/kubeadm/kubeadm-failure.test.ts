import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { kubeadmFailure } from '../../../src/kubeadm/kubeadm-failure.ts';
import { FIXTURES } from './case.ts';

const cases = parse(readFileSync(path.join(FIXTURES, 'failures.yaml'), 'utf8')) as {
  cause: string;
  log: string;
  summary: string;
}[];

test.each(cases.map((given) => [given.cause, given] as const))('%s', (_, { log, summary }) => {
  expect(kubeadmFailure(log).summary).toBe(summary);
});

test('a known face comes with a cure', () => {
  expect(kubeadmFailure('[ERROR Port-10250]: Port 10250 is in use').hint).toBe(
    "See who listens: ss -ltnp 'sport = :10250'",
  );
});
