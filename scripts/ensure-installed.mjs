// Makes sure that node_modules holds what package-lock.json says.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, run } from './children.mjs';

/** Runs `npm ci`, with its progress shown, unless every package is there in the right version. */
export async function ensureInstalled() {
  const why = whatIsWrong();
  if (why === undefined) return;
  console.error(`Installing npm packages (${why}) …`);
  const started = Date.now();
  const options = ['--no-audit', '--no-fund', '--loglevel', 'http'];
  if ((await run('npm', ['ci', ...options])).code !== 0) {
    // A registry mirror without the packages of other platforms makes npm ci refuse a lock file that it wrote itself.
    console.error('npm ci did not end well; trying npm install, which takes the versions of the same lock file …');
    const { code } = await run('npm', ['install', '--no-save', ...options]);
    if (code !== 0) throw new Error(`npm install ended with exit code ${code}`);
  }
  console.error(`npm packages are installed: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function whatIsWrong() {
  const installed = packagesOf('node_modules/.package-lock.json');
  if (!installed) return 'node_modules is missing';
  const wanted = packagesOf('package-lock.json') ?? {};
  for (const [place, { version, optional, devOptional, link }] of Object.entries(wanted)) {
    if (place === '' || link) continue;
    const found = installed[place]?.version;
    const missing = found === undefined || !existsSync(path.join(root, place));
    // Optional packages are often for another machine.
    if (missing && (optional || devOptional)) continue;
    if (missing) return `${place} is missing`;
    if (found !== version) return `${place} is ${found}, not ${version}`;
  }
  return undefined;
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
