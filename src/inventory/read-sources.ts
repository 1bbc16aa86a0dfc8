import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from './problem.ts';

/** The text of one input. */
export interface SourceText {
  /** As the user named it. */
  file: string;
  /** Absolute folder that relative paths inside the file start from. */
  folder: string;
  text: string;
}

const DOCUMENT = /\.(ya?ml|json)$/i;

/**
 * Reads what `-f` names, in order: a file, a folder (its .yaml, .yml and .json files by name), or `-` for standard input.
 * Never throws for a missing or unreadable file: it is stated as a problem, beside those of the other files.
 */
export async function readSources(input: {
  files: readonly string[];
  stdin: AsyncIterable<string | Uint8Array>;
  cwd: string;
}): Promise<{ sources: SourceText[]; problems: Problem[] }> {
  const sources: SourceText[] = [];
  const problems: Problem[] = [];
  for (const file of new Set(input.files)) {
    try {
      if (file === '-') sources.push({ file: '<stdin>', folder: input.cwd, text: await textOf(input.stdin) });
      else sources.push(...(await readFileOrFolder(file, input.cwd)));
    } catch (error) {
      problems.push(unreadable(file, error, input.cwd));
    }
  }
  return { sources, problems };
}

async function readFileOrFolder(file: string, cwd: string): Promise<SourceText[]> {
  const absolute = path.resolve(cwd, file);
  if (!(await stat(absolute)).isDirectory()) return [await readOne(file, absolute)];
  const names = (await readdir(absolute)).filter((name) => DOCUMENT.test(name)).sort();
  if (names.length === 0) throw new Error('this folder holds no .yaml, .yml or .json file');
  return await Promise.all(names.map((name) => readOne(path.join(file, name), path.join(absolute, name))));
}

async function readOne(file: string, absolute: string): Promise<SourceText> {
  return { file, folder: path.dirname(absolute), text: await readFile(absolute, 'utf8') };
}

async function textOf(stream: AsyncIterable<string | Uint8Array>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function unreadable(file: string, error: unknown, cwd: string): Problem {
  const code = (error as NodeJS.ErrnoException).code;
  const problem: Problem = { severity: 'error', file, line: 1, column: 1, message: (error as Error).message };
  if (code === 'ENOENT') {
    problem.message = 'there is no such file';
    problem.hint = `Looked for ${path.resolve(cwd, file)}. Give the path of your inventory: -f inventory.yaml`;
  }
  if (code === 'EACCES') problem.message = 'this file may not be read by you';
  return problem;
}
