import { createHash } from 'node:crypto';
import { InstallerError } from '../errors.ts';
import { decodeContent } from '../model/decode-content.ts';
import type { PlaybookBundleItem } from './context.ts';
import type { FileWords } from './playbook.ts';
import type { FileContent, StepFile } from './step.ts';

/** A file entry with every text rendered: `content` holds what `content` or `template` gave. */
export type RenderedFile = Omit<FileWords, 'template' | 'item'> & { item?: PlaybookBundleItem };

const DEFAULT_OWNER = 'root:root';
const DEFAULT_MODE = '644';

/**
 * What the host must have, from one entry of `files`.
 * @param marker names the block that `block: true` stands for
 * @throws InstallerError `inventory-invalid` for a path no shell can be given, or content that cannot be decoded
 */
export function stepFile(file: RenderedFile, options: { secret: boolean; marker: string }): StepFile {
  const path = checkedPath(file.path);
  const permissions = file.permissions === undefined ? undefined : Number.parseInt(file.permissions, 8).toString(8);
  const given = { path, ...(permissions && { permissions }), ...(file.owner && { owner: file.owner }) };
  if (file.absent) return { kind: 'absent', path };
  if (file.directory) return { kind: 'directory', ...given };
  if (file.item) return { kind: 'item', ...wholeFile(given), ...itemOf(file.item) };
  const bytes = decode(file);
  const secret = options.secret || !readableByAll(permissions ?? DEFAULT_MODE);
  if (file.append) return { kind: 'lines', ...given, lines: linesOf(bytes), secret };
  if (file.block) return { kind: 'block', path, ...blockOf(linesOf(bytes), options.marker) };
  return { kind: 'content', ...wholeFile(given), content: contentOf(bytes), sha256: sha256(bytes), secret };
}

function wholeFile<T extends { path: string }>(given: T): { permissions: string; owner: string } & T {
  return { permissions: DEFAULT_MODE, owner: DEFAULT_OWNER, ...given };
}

function itemOf({ sha256, size, storePath }: PlaybookBundleItem): { sha256: string; size: number; storePath: string } {
  return { sha256, size, storePath };
}

/** Files that others on the host may not read are not shown to whoever reads the plan either. */
function readableByAll(permissions: string): boolean {
  return (Number.parseInt(permissions, 8) & 0o004) !== 0;
}

function checkedPath(path: string): string {
  if (/^\/[^\n\\|]+$/.test(path) && !path.split('/').includes('..'))
    return path.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  throw new InstallerError('inventory-invalid', `${JSON.stringify(path)} is not a path a file step can write`, {
    hint: 'Give an absolute path without "..", backslash, vertical bar or line break.',
  });
}

function decode(file: RenderedFile): Buffer {
  const bytes = decodeContent(file);
  if (bytes !== undefined) return bytes;
  throw new InstallerError('inventory-invalid', `the content of ${file.path} is not ${file.encoding}`);
}

/** Lines worth ensuring: empty ones are there or not, who cares. */
function linesOf(bytes: Buffer): string[] {
  const lines = bytes.toString('utf8').split('\n');
  return [...new Set(lines.filter((line) => line.trim() !== ''))];
}

function blockOf(lines: string[], marker: string): { begin: string; end: string; lines: string[] } {
  const digest = sha256(Buffer.from(lines.join('\n'))).slice(0, 12);
  return { begin: `# BEGIN installer ${marker} ${digest}`, end: `# END installer ${marker}`, lines };
}

function contentOf(bytes: Buffer): FileContent {
  const text = bytes.toString('utf8');
  const plain = !/[\x00-\x08\x0b-\x1f\x7f]/.test(text) && Buffer.from(text, 'utf8').equals(bytes);
  return plain ? { text } : { base64: bytes.toString('base64') };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
