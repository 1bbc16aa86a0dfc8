#!/usr/bin/env node
// Compiles src/ to dist/. Everything else that travels with the package lies beside dist/ as it is.
import { chmod, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runBin } from './children.mjs';

/** Makes dist/ anew. @throws when the compiler finds an error */
export async function build() {
  await rm(path.join(root, 'dist'), { recursive: true, force: true });
  const { code } = await runBin('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  if (code !== 0) throw new Error(`tsc ended with exit code ${code}`);
  await chmod(path.join(root, 'dist', 'main.js'), 0o755);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
