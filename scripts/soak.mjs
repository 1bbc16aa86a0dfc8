// Goes looking for what the properties do not hold for: other seeds, and more of each. See CONTRIBUTING.md.
import { randomInt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root, wasInterrupted } from './children.mjs';
import { testProjects } from './test.mjs';

const PROJECTS = ['unit', 'simulation'];
const USUAL = { SEED: 'random', RUNS: '10', ROUNDS: '1' };

/** Resolves to the exit code of the first round that failed, and says how to try the same again. */
export async function soak(args) {
  const [seedWanted, factor, rounds] = Object.entries(USUAL).map(([name, usual]) => process.env[name] || usual);
  if (!(Number(rounds) >= 1)) throw new Error(`ROUNDS is a number of at least 1, not "${rounds}"`);
  const files = args.some((word) => !word.startsWith('-')) ? [] : await filesWithProperties();
  for (let round = 1; round <= Number(rounds); round++) {
    const seed = seedWanted === 'random' ? `${randomInt(2 ** 31)}` : seedWanted;
    console.log(`soak: round ${round} of ${rounds}, SEED=${seed} RUNS=${factor}`);
    const code = await testProjects(PROJECTS, [...files, ...args], { SEED: seed, RUNS: factor });
    if (code === 0) continue;
    if (!wasInterrupted()) console.log(`The same again: SEED=${seed} RUNS=${factor} npm run soak -- ${args.join(' ')}`);
    return code;
  }
  return 0;
}

/** Other tests would do the same once more. */
async function filesWithProperties() {
  const names = await Promise.all(
    PROJECTS.map(async (project) => {
      const folder = path.join(root, 'test', project);
      return (await readdir(folder, { recursive: true })).map((name) => path.join(folder, name));
    }),
  );
  const tests = names.flat().filter((name) => name.endsWith('.test.ts'));
  const texts = await Promise.all(tests.map((name) => readFile(name, 'utf8')));
  return tests
    .filter((_, index) => texts[index].includes("from 'fast-check'"))
    .map((name) => path.relative(root, name));
}
