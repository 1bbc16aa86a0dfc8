import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunResult, run } from '../lab/run.ts';
import type { Usage } from './measure.ts';

const USAGE = fileURLToPath(new URL('drivers/usage.cjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface OurRun extends Usage {
  readonly result: RunResult;
}

/** Runs the built installer as its user does and measures it from its start to its end. @throws when it fails */
export function runInstaller(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<OurRun> {
  return runNode(MAIN, args, { env });
}

/** Runs a program of drivers/ that works with parts of the built installer; `input` reaches it as JSON on stdin. */
export function runDriver(name: string, input: unknown): Promise<OurRun> {
  return runNode(fileURLToPath(new URL(`drivers/${name}.mjs`, import.meta.url)), [], { input: JSON.stringify(input) });
}

async function runNode(
  program: string,
  args: readonly string[],
  { input, env }: { input?: string; env?: NodeJS.ProcessEnv },
): Promise<OurRun> {
  const folder = await mkdtemp(join(tmpdir(), 'installer-bench-'));
  const usage = join(folder, 'usage.json');
  try {
    const started = performance.now();
    const result = await run(process.execPath, ['--require', USAGE, program, ...args], {
      env: { ...process.env, ...env, NO_COLOR: '1', INSTALLER_BENCH_USAGE: usage },
      ...(input === undefined ? {} : { input }),
    });
    const wallMs = performance.now() - started;
    const own = JSON.parse(await readFile(usage, 'utf8')) as Omit<Usage, 'wallMs'>;
    return { wallMs, ...own, result };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
