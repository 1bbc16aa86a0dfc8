import { createHash } from 'node:crypto';
import { InstallerError } from '../errors.ts';
import { decodeContent } from '../model/decode-content.ts';
import type { PlaybookBundleItem } from './context.ts';
import type { FileWords } from './playbook.ts';
import type { FileContent, StepFile } from './step.ts';
import { textDigest } from './text-digest.ts';

/** A file entry with every text rendered: `content` holds what `content` or `template` gave. */
export type RenderedFile = Omit<FileWords, 'template' | 'item'> & { item?: PlaybookBundleItem };

const DEFAULT_OWNER = 'root:root';
const DEFAULT_MODE = '644';

export interface StepFileOptions {
  secret: boolean;
  /** Id of the step, which names blocks. */
  marker: string;
  /** Written once in the life of the machine; what becomes of the file then is left alone, unless it is gone. */
  once?: boolean;
}

/**
 * What the host must have, from one entry of `files`.
 * @throws InstallerError `inventory-invalid` for a path no shell can be given, or content that cannot be decoded
 */
export function stepFile(file: RenderedFile, options: StepFileOptions): StepFile {
  const path = checkedPath(file.path);
  const permissions = file.permissions === undefined ? undefined : Number.parseInt(file.permissions, 8).toString(8);
  const given = { path, ...(permissions && { permissions }), ...(file.owner && { owner: file.owner }) };
  if (file.absent) return { kind: 'absent', path };
  if (file.directory) return { kind: 'directory', ...given };
  if (file.item) return { kind: 'item', ...wholeFile(given), ...itemOf(file.item) };
  const bytes = decode(file);
  const secret = options.secret || !readableByAll(permissions ?? DEFAULT_MODE);
  if (file.append && options.once) {
    const digest = sha256(bytes);
    return once({ kind: 'text', ...given, content: contentOf(bytes), sha256: digest, secret }, digest);
  }
  if (file.append) return { kind: 'lines', ...given, lines: linesOf(bytes), secret };
  if (file.block) {
    const marker = file.block === true ? options.marker : file.block;
    return { kind: 'block', path, ...blockOf(linesOf(bytes), marker) };
  }
  const digest = sha256(bytes);
  const whole = { kind: 'content' as const, ...wholeFile(given), content: contentOf(bytes), sha256: digest, secret };
  return options.once ? once(whole, digest) : whole;
}

/** Marked by what is written and not by who writes it: two steps may write the same file of a site. */
function once<T extends Extract<StepFile, { once?: string }>>(file: T, digest: string): T {
  const { kind, path, permissions = '', owner = '' } = file;
  return { ...file, once: `file.${textDigest([kind, path, permissions, owner, digest].join('\n'))}` };
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
