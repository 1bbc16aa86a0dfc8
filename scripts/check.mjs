// What `npm run check` looks at: everything that can be said about the code without running it.
import { run, runBin } from './children.mjs';

const node =
  (script, ...args) =>
  () =>
    run(process.execPath, [script, ...args], { capture: true });
const bin =
  (script, ...args) =>
  () =>
    runBin(script, args, { capture: true });

/** Prose and YAML are formatted by hand. */
const CODE = [
  'src',
  'test',
  'scripts',
  'schemas',
  'biome.json',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  '.dependency-cruiser.cjs',
  'knip.json',
];

const CHECKS = [
  ['types', bin('typescript/bin/tsc', '--noEmit', '-p', '.')],
  ['format and lint', bin('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', ...CODE)],
  ['generated files', node('scripts/generate-types.mjs', '--check')],
  [
    'import rules',
    bin('dependency-cruiser/bin/dependency-cruise.mjs', 'src', 'test', '--config', '.dependency-cruiser.cjs'),
  ],
  ['pure rooms read no clock', node('scripts/check-clocks.mjs')],
  ['nothing unused', bin('knip/bin/knip.js', '--no-progress')],
];

/** Two at a time: the machines this runs on have two cores. */
const AT_ONCE = 2;

/** Runs every check, prints what each failing one said, ends with the count. Resolves to the exit code. */
export async function check() {
  const waiting = [...CHECKS];
  let passed = 0;
  let failed = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, look] = next;
      const started = Date.now();
      const { code, output } = await look();
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      if (code === 0) passed += 1;
      else failed += 1;
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
      if (code !== 0) console.log(output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
