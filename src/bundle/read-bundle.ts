import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InstallerError } from '../errors.ts';
import { type Complaint, type Problem, renderProblem } from '../inventory/problem.ts';
import { parseDocuments } from '../inventory/source-document.ts';
import { type GeneratedValidator, validateDocument } from '../inventory/validate-document.ts';
import type { Bundle, BundleItem } from '../model/bundle.ts';
import type { BundleManifest } from './bundle-manifest.gen.ts';
import { cacheFolder } from './cache-folder.ts';
import { unpackBundle } from './unpack-bundle.ts';
import { validate } from './validate-bundle.gen.ts';

const MANIFEST = 'bundle.yaml';
const CURE = 'Build the bundle again, or copy it again from where it was built.';

/**
 * Reads the content list of a bundle: a folder with bundle.yaml, or the same as one tar, which is unpacked once into the
 * operator's cache. Files are not looked at: see checkBundle and verifyBundle.
 * @param path absolute
 * @throws InstallerError `preflight-refused` when there is no bundle, or its list is not valid (with lines and columns)
 */
export async function readBundle(path: string, options: { cacheFolder?: string } = {}): Promise<Bundle> {
  const root = await bundleRoot(path, options.cacheFolder ?? cacheFolder());
  const file = join(root, MANIFEST);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new InstallerError('preflight-refused', `${path} is no bundle: it holds no readable ${MANIFEST}`, {
      hint: 'Give spec.bundle the folder, or the tar, that holds bundle.yaml.',
      cause: error,
    });
  });
  const { documents, problems } = parseDocuments(file, text);
  const [document, second] = documents;
  if (document === undefined) throw invalid(file, problems);
  const { complaints } = validateDocument(validate as GeneratedValidator, 'bundle', document.value);
  if (complaints.length === 0) complaints.push(...twiceNamed(document.value as BundleManifest));
  problems.push(...complaints.map(document.locate));
  if (second !== undefined) {
    const message = 'a second document; a bundle has one';
    problems.push(second.locate({ severity: 'error', path: [], at: 'key', message }));
  }
  if (problems.length > 0) throw invalid(file, problems);
  const manifest = document.value as BundleManifest;
  return {
    root,
    kubernetesVersion: manifest.kubernetesVersion,
    arch: manifest.arch,
    items: manifest.items.map(bundleItem),
  };
}

async function bundleRoot(path: string, cache: string): Promise<string> {
  const found = await stat(path).catch((error: unknown) => {
    throw new InstallerError('preflight-refused', `the bundle ${path} does not exist`, {
      hint: 'Correct spec.bundle in the inventory; relative paths start at the inventory file.',
      cause: error,
    });
  });
  return found.isDirectory() ? path : await unpackBundle(path, cache);
}

/** Only the fields we know: an item is compared and hashed elsewhere. */
function bundleItem(written: BundleManifest['items'][number]): BundleItem {
  const { name, kind, path, sha256, size, target, refs, roles, version, os, arch } = written;
  const item: BundleItem = { name, kind, path, sha256, size };
  return Object.assign(item, definedOf({ target, refs, roles, version, os, arch }));
}

function definedOf<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Items are named once per kind, operating system, version and architecture; else it is chance which one is installed. */
function twiceNamed(manifest: BundleManifest): Complaint[] {
  const seen = new Set<string>();
  return manifest.items.flatMap((item, index): Complaint[] => {
    const key = [item.kind, item.name, item.os ?? '', item.arch ?? manifest.arch].join(' ');
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `a second ${item.kind} named ${item.name}${item.os === undefined ? '' : ` for ${item.os}`}`;
    return [{ severity: 'error', path: ['items', index, 'name'], at: 'value', message }];
  });
}

function invalid(file: string, problems: readonly Problem[]): InstallerError {
  const lastLines = problems.flatMap((problem) => renderProblem(problem).split('\n'));
  const message = problems.length === 0 ? `${file} is empty` : `${file} is not a valid bundle list`;
  return new InstallerError('preflight-refused', message, { hint: CURE, lastLines });
}
