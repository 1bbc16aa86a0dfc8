import { InstallerError } from '../errors.ts';
import { fillCloudInitNames } from '../model/cloud-init-text.ts';
import { shown } from '../model/shown.ts';
import { type Bench, positionText } from './bench.ts';
import { isRecord } from './check-words.ts';
import type { PlaybookBundleItem } from './context.ts';
import type { RenderedFile } from './expand-files.ts';
import type { FileWords } from './playbook.ts';
import { quote } from './quote.ts';
import { lookUp } from './when.ts';

/**
 * Commands of the inventory: only cloud-init's names mean something in them.
 * @throws InstallerError `inventory-invalid` for a name that is no list of commands
 */
export function listedCommands(bench: Bench, name: string | undefined, at: string): string[] {
  return list(bench, name, `${at}.commandsFrom`).map((entry, index) => {
    // cloud-init takes a command as one text or as a list of words.
    const text = Array.isArray(entry) && entry.every(isWord) ? entry.map((word) => quote(`${word}`)).join(' ') : entry;
    if (typeof text === 'string') return fillCloudInitNames(text, bench.context.ds.meta_data, `${name}[${index}]`);
    throw new InstallerError('inventory-invalid', `${name}[${index}] must be text, not ${shown(entry)}`);
  });
}

function isWord(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Files and bundle items that a list of the context holds. @throws InstallerError `inventory-invalid` for anything else */
export function listedFiles(bench: Bench, name: string | undefined, at: string): RenderedFile[] {
  return list(bench, name, `${at}.filesFrom`).map((entry, index) => {
    const where = `${name}[${index}]`;
    const file: Partial<FileWords & PlaybookBundleItem> = isRecord(entry) ? entry : {};
    if (file.sha256 !== undefined) return placedItem(file as PlaybookBundleItem, name ?? '', where);
    if (typeof file.path !== 'string') throw new InstallerError('inventory-invalid', `${where} has no path`);
    const content = file.content ?? '';
    if (typeof content !== 'string') {
      throw new InstallerError('inventory-invalid', `${where}.content must be text, not ${shown(content)}`);
    }
    const { path, owner, permissions, encoding, append } = file;
    return {
      path,
      content,
      ...(owner && { owner }),
      ...(permissions && { permissions }),
      ...(encoding && { encoding }),
      ...(append && { append }),
    };
  });
}

function placedItem(item: PlaybookBundleItem, from: string, where: string): RenderedFile {
  if (item.target === undefined) {
    throw new InstallerError('inventory-invalid', `${where}: bundle item ${item.name} has no target path`);
  }
  return { path: item.target, item, permissions: from === 'bundle.binaries' ? '0755' : '0644' };
}

function list({ scope, playbook }: Bench, name: string | undefined, at: string): unknown[] {
  if (name === undefined) return [];
  const found = lookUp(scope, name, at, playbook);
  if (Array.isArray(found)) return found;
  throw new InstallerError('inventory-invalid', `${positionText(playbook, at)}: ${name} is not a list`);
}
