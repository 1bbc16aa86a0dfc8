import { stat } from 'node:fs/promises';
import type { Bundle, BundleItem } from '../model/bundle.ts';
import { bundlePath } from './bundle-path.ts';

/** One file of a bundle that is not what its list says. */
export interface BadItem {
  item: BundleItem;
  /** Absolute. */
  path: string;
  fault: 'missing' | 'size' | 'sha256' | 'unreadable';
  expected: string;
  actual: string;
}

/** Existence and size of every file (or of `items`): what a look at the folder can tell, in milliseconds. */
export async function checkBundle(bundle: Bundle, items: readonly BundleItem[] = bundle.items): Promise<BadItem[]> {
  const checked = await Promise.all(items.map((item) => checkItem(bundle, item)));
  return checked.filter((bad) => bad !== undefined);
}

async function checkItem(bundle: Bundle, item: BundleItem): Promise<BadItem | undefined> {
  const path = bundlePath(bundle, item);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    return { item, path, fault: 'missing', expected: `${item.size} bytes`, actual: 'no such file' };
  if (!found.isFile()) return { item, path, fault: 'missing', expected: 'a file', actual: 'not a file' };
  if (found.size === item.size) return undefined;
  return { item, path, fault: 'size', expected: `${item.size} bytes`, actual: `${found.size} bytes` };
}
