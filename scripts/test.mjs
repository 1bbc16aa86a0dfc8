// Runs the tests, and says aloud which of them were not run and why.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { runBin, runTypeScript, wasInterrupted } from './children.mjs';
import { engineAnswers, whyNoLab, whyNoSshd } from './machine.mjs';

/** Everything that needs no nodes. Resolves to the exit code; the last line printed is the count. */
export async function testFast(args) {
  return tell([await fastTests(args)]);
}

/** All tests: the fast ones, then the stories on real nodes where this machine can host them. */
export async function testAll(args) {
  const parts = [await fastTests(args)];
  if (!wasInterrupted()) parts.push(await stories(args));
  return tell(parts);
}

/** The tests of the named projects, `env` beside the environment. Resolves to the exit code. */
export async function testProjects(projects, args, env) {
  return tell([{ ...(await vitest(projects, args, env)), notRun: [] }]);
}

async function fastTests(args) {
  const whyNoWire = await whyNoSshd();
  if (whyNoWire) console.log(`NOT RUN: wire tests: ${whyNoWire}`);
  const projects = ['unit', 'simulation', ...(whyNoWire ? [] : ['wire'])];
  const counts = await vitest(projects, args);
  return { ...counts, notRun: whyNoWire ? [`wire tests: ${whyNoWire}`] : [] };
}

async function stories(args) {
  const why = await whyNoLab();
  if (why) return { passed: 0, failed: 0, notRun: [`stories on real nodes: ${why}`] };
  const engineWasThere = await engineAnswers();
  try {
    await build();
    console.log('Setting up the lab …');
    const { code } = await runTypeScript('test/lab/cli.ts', ['bundle']);
    if (code !== 0) {
      console.log(`The lab could not be set up (exit code ${code}).`);
      return { passed: 0, failed: 1, notRun: ['stories on real nodes: the lab could not be set up'] };
    }
    return { ...(await vitest(['stories'], args)), notRun: [] };
  } finally {
    if (!engineWasThere && (await engineAnswers())) await runTypeScript('test/lab/cli.ts', ['engine-stop']);
  }
}

/** Runs the named projects of vitest.config.ts. A file that cannot be loaded, or a vitest that falls over, is a failure. */
async function vitest(projects, args, env = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'installer-test-'));
  const report = path.join(folder, 'report.json');
  try {
    const words = [
      'run',
      ...projects.map((name) => `--project=${name}`),
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ];
    const { code } = await runBin('vitest/vitest.mjs', words, { env });
    return countIn(await readFile(report, 'utf8').catch(() => undefined), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function countIn(text, code) {
  if (text === undefined) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(text);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const failed = numFailedTests + broken;
  return {
    passed: numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
  };
}

function tell(parts) {
  const sum = (key) => parts.reduce((total, part) => total + (part[key] ?? 0), 0);
  const notRun = parts.flatMap((part) => part.notRun);
  if (sum('skipped') > 0)
    console.log(`NOT RUN: ${sum('skipped')} tests that are marked as skipped or that the filter leaves out`);
  for (const what of notRun) console.log(`NOT RUN: ${what}`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
}
