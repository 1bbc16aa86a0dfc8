// Compiles src/ to dist/. Everything else that travels with the package lies beside dist/ as it is.
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { root, runBin } from './children.mjs';

/** Makes dist/ anew: whole, in one go, so that what runs from it meanwhile finds its files. @throws when the compiler finds an error */
export async function build() {
  const dist = path.join(root, 'dist');
  const made = path.join(root, 'node_modules', '.cache', `dist-${process.pid}`);
  const { code } = await runBin('typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', made]);
  if (code !== 0) throw new Error(`tsc ended with exit code ${code}`);
  await chmod(path.join(made, 'main.js'), 0o755);
  await mkdir(dist, { recursive: true });
  await rename(dist, `${made}-old`);
  await rename(made, dist);
  await rm(`${made}-old`, { recursive: true, force: true });
}
