import { stringify } from 'yaml';
import { FILES, FOLDERS, guardedCommands, LINES, LINES_PATH } from './steps-content.ts';

/** The steps as a playbook, everything below `root`. Folders come first, as the guarded commands use one. */
export function stepsPlaybook(root: string): string {
  const steps = stepsOf(root);
  return stringify({ name: 'bench', steps: steps.map((step, index) => ({ name: `step ${index + 1}`, ...step })) });
}

export const STEP_COUNT = stepsOf('/').length;

function stepsOf(root: string): Record<string, unknown>[] {
  return [
    ...FOLDERS.map(({ path, permissions }) => ({
      files: [{ path: `${root}/${path}`, directory: true, owner: 'root:root', permissions }],
    })),
    ...FILES.map(({ path, permissions, content }) => ({
      files: [{ path: `${root}/${path}`, owner: 'root:root', permissions, content }],
    })),
    ...LINES.map((line) => ({ files: [{ path: `${root}/${LINES_PATH}`, append: true, content: `${line}\n` }] })),
    ...guardedCommands(root).map(({ check, command }) => ({ check, commands: [command] })),
  ];
}
