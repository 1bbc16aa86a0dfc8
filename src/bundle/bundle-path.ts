import { join } from 'node:path';
import type { Bundle, BundleItem } from '../model/bundle.ts';

/** Absolute path of an item on the operator's machine. */
export function bundlePath(bundle: Bundle, item: BundleItem): string {
  return join(bundle.root, item.path);
}
