import { lintPlaybooks } from '../playbook/lint.ts';
import { playbooksDir, readPlaybooks } from '../playbook/load.ts';
import type { Problem } from '../playbook/problem.ts';

/** Everything wrong or doubtful in the playbooks of `paths`; the built-in ones when there are none. */
export async function lintPaths(paths: readonly string[]): Promise<{ count: number; problems: Problem[] }> {
  const { playbooks, problems } = await readPlaybooks(paths.length > 0 ? paths : [await playbooksDir()]);
  const files = new Set([...playbooks.map(({ source }) => source.file), ...problems.map(({ file }) => file)]);
  return { count: files.size, problems: [...problems, ...lintPlaybooks(playbooks)] };
}
