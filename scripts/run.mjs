#!/usr/bin/env node
// Every npm script of this package: makes sure that the npm packages are there, then does what its first argument says.
// Needs nothing but Node itself, so that a fresh clone can run it.
import { passSignalsOn, runTypeScript, wasInterrupted } from './children.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

const TASKS = {
  build: async () => {
    await (await import('./build.mjs')).build();
    return 0;
  },
  check: async () => (await import('./check.mjs')).check(),
  test: async (args) => (await import('./test.mjs')).testAll(args),
  'test-fast': async (args) => (await import('./test.mjs')).testFast(args),
  soak: async (args) => (await import('./soak.mjs')).soak(args),
  lab: (args) => program('test/lab/cli.ts', args),
  demo: (args) => builtProgram('test/lab/demo.ts', args),
  bench: (args) => builtProgram('test/bench/cli.ts', args),
};

async function program(file, args) {
  return (await runTypeScript(file, args)).code;
}

/** For programs that run the product as it is shipped. */
async function builtProgram(file, args) {
  const { build } = await import('./build.mjs');
  await build();
  return program(file, args);
}

const [task, ...args] = process.argv.slice(2);
if (!Object.hasOwn(TASKS, task ?? '')) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(TASKS).join('|')} [argument …]`);
  process.exit(64);
}

passSignalsOn();
try {
  await ensureInstalled();
  process.exitCode = await TASKS[task](args);
} catch (error) {
  console.error(`${task}: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
if (wasInterrupted()) process.exitCode = 130;
