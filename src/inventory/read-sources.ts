import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { decodeText } from './decode-text.ts';
import type { Problem } from './problem.ts';

/** The text of one input. */
export interface SourceText {
  /** As the user named it. */
  file: string;
  /** Absolute folder that relative paths inside the file start from. */
  folder: string;
  text: string;
}

type SourceBytes = Omit<SourceText, 'text'> & { bytes: Buffer };

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
      const read =
        file === '-'
          ? [{ file: '<stdin>', folder: input.cwd, bytes: await bytesOf(input.stdin) }]
          : await readFileOrFolder(file, input.cwd);
      for (const { bytes, ...place } of read) {
        const decoded = decodeText(bytes);
        if ('text' in decoded) sources.push({ ...place, text: decoded.text });
        else problems.push({ severity: 'error', file: place.file, ...decoded.noText });
      }
    } catch (error) {
      problems.push(unreadable(file, error, input.cwd));
    }
  }
  return { sources, problems };
}

async function readFileOrFolder(file: string, cwd: string): Promise<SourceBytes[]> {
  const absolute = path.resolve(cwd, file);
  if (!(await stat(absolute)).isDirectory()) return [await readOne(file, absolute)];
  const names = (await readdir(absolute)).filter((name) => DOCUMENT.test(name)).sort();
  if (names.length === 0) throw new Error('this folder holds no .yaml, .yml or .json file');
  return await Promise.all(names.map((name) => readOne(path.join(file, name), path.join(absolute, name))));
}

async function readOne(file: string, absolute: string): Promise<SourceBytes> {
  return { file, folder: path.dirname(absolute), bytes: await readFile(absolute) };
}

async function bytesOf(stream: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
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
