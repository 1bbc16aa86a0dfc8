import { describe, expect, test } from 'vitest';
import type { StepState } from '../../../src/model/step.ts';
import { stepNonce } from '../../../src/playbook/step-nonce.ts';
import { createStepReportReader, parseStepReport } from '../../../src/playbook/step-report.ts';
import { stepsOf } from './sandbox.ts';

const steps = stepsOf(`
- { name: file, files: [{ path: /etc/x, content: "new\\n" }, { path: /etc/key, content: k, permissions: "0600" }] }
- { name: command, check: "true", commands: ["first", "second"], onChange: ["after"] }
- { name: last, always: true, commands: ["x"], secret: true }
`);
const nonce = stepNonce(steps);
const report = (...lines: string[]): StepState[] =>
  parseStepReport(
    lines.map((line) => `${nonce} ${line}`),
    steps,
  );
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a check', () => {
  test('shows what would change, with a diff of what may be shown', () => {
    const [file] = report(
      'f 0 0 content differs',
      'f 0 1 content differs',
      `o 0 0 ${base64('old\n')}`,
      's 0 change 0 content differs',
    );
    expect(file).toEqual({
      id: '10-test/file',
      title: 'file',
      status: 'change',
      reason: 'content differs',
      diffs: [
        { path: '/etc/x', note: 'content differs', unified: '--- /etc/x\n+++ /etc/x\n@@ -1,1 +1,1 @@\n-old\n+new\n' },
        { path: '/etc/key', note: 'content differs (not shown)' },
      ],
    });
  });

  test('base64 in several words is one content', () => {
    const long = `${'x'.repeat(200)}\n`;
    const words = base64(long).replace(/.{76}/g, '$& ');
    const [file] = report('f 0 0 content differs', `o 0 0 ${words}`, 's 0 change 0 content differs');
    expect(file?.diffs?.[0]?.unified).toContain(`-${'x'.repeat(200)}\n`);
  });

  test('a file too large to be sent is named without a diff', () => {
    const [file] = report('f 0 0 content differs', 'o 0 0 -', 's 0 change 0 content differs');
    expect(file?.diffs).toEqual([{ path: '/etc/x', note: 'content differs (too large to show)' }]);
  });
});

describe('a failure', () => {
  test.each([
    ['x 1 c1 3 10.5', { command: 'second', exitCode: 3, lastLines: [] }, undefined],
    [
      `x 1 c0 124 10.5 ${base64('a\nb\n')}`,
      { command: 'first', exitCode: 124, lastLines: ['a', 'b'] },
      'not done after 300 s',
    ],
    ['x 1 o0 1 10.5', { command: 'after', exitCode: 1, lastLines: [] }, undefined],
    ['x 1 r 1 10.5', { command: 'true', exitCode: 1, lastLines: [] }, 'the check still fails after the commands ran'],
  ])('%s', (line, failure, reason) => {
    const [, command] = report('b 1 10.00', line);
    expect(command).toEqual({
      id: '10-test/command',
      title: 'command',
      status: 'failed',
      failure,
      ...(reason && { reason }),
    });
  });

  test('of a file names the file, of a secret step no command', () => {
    expect(report('x 0 f1 1 10.5')[0]?.failure?.command).toBe('write /etc/key');
    expect(report('x 2 c0 1 10.5')[2]?.failure?.command).toBe('(last)');
  });
});

test('outcomes are told as they come, with their time; other lines are not taken', () => {
  const told: [string, string, number][] = [];
  const notes: string[] = [];
  const reader = createStepReportReader(
    steps,
    ({ title, status }, ms) => told.push([title, status, ms]),
    (note) => notes.push(note),
  );
  const taken = [
    `${nonce} s 0 ok 0 `,
    `${nonce} b 1 100.25`,
    'some command said this',
    `${nonce} n half way there`,
    `##0000000000000000 s 2 failed 0`,
    `${nonce} s 1 changed 101.50 check exited 1`,
  ].map((line) => reader.line(line));
  expect(taken).toEqual([true, true, false, true, false, true]);
  expect(told).toEqual([
    ['file', 'ok', 0],
    ['command', 'changed', 1250],
  ]);
  expect(notes).toEqual(['half way there']);
  expect(reader.states().map(({ status }) => status)).toEqual(['ok', 'changed', 'skipped']);
  expect(reader.locked()).toBe(false);
  reader.line(`${nonce} l`);
  expect(reader.locked()).toBe(true);
});
