import { createRequire } from 'node:module';
import type { FileDiff } from '../model/step.ts';
import { wantedLines } from './compile-scan.ts';
import type { StepFile } from './step.ts';

/** What the host told about one file that differs. */
export interface FileFinding {
  reason: string;
  /** Content on the host; `too-large` where it was not sent. */
  old?: string | 'too-large';
}

/** How the plan shows one file that would change. Secret and binary content is not shown. */
export function fileDiff(file: StepFile, { reason, old }: FileFinding): FileDiff {
  const { path } = file;
  if (file.kind === 'lines' || file.kind === 'block') {
    const secret = file.kind === 'lines' && file.secret;
    if (secret || !reason.endsWith('missing')) return { path, note: reason };
    return { path, unified: additions(path, wantedLines(file)), note: reason };
  }
  if (file.kind === 'text' && !file.secret && 'text' in file.content) {
    const lines = file.content.text.replace(/\n$/, '').split('\n');
    return { path, unified: additions(path, lines), note: reason };
  }
  if (file.kind !== 'content') return { path, note: reason };
  if (file.secret) return { path, note: `${reason} (not shown)` };
  if (!('text' in file.content)) return { path, note: `${reason} (binary)` };
  if (old === 'too-large') return { path, note: `${reason} (too large to show)` };
  if (reason === 'missing' || reason === 'content differs' || reason === 'not written yet') {
    return { path, unified: patch(path, old, file.content.text), note: reason };
  }
  return { path, note: reason };
}

const require = createRequire(import.meta.url);

function patch(path: string, old: string | undefined, text: string): string {
  const from = old === undefined ? '/dev/null' : path;
  // Loaded here: where nothing differs nothing is shown.
  const { createTwoFilesPatch } = require('diff') as typeof import('diff');
  const lines = createTwoFilesPatch(from, path, old ?? '', text, undefined, undefined, { context: 3 }).split('\n');
  return lines.filter((line) => !/^(={10,}$|Index: )/.test(line)).join('\n');
}

/** Lines that are to stand somewhere in the file: where does not matter, so there is no hunk position to show. */
function additions(path: string, lines: readonly string[]): string {
  return [`--- ${path}`, `+++ ${path}`, '@@ lines to have @@', ...lines.map((line) => `+${line}`), ''].join('\n');
}
