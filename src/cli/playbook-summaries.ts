import { loadPlaybooks, playbooksDir } from '../playbook/load.ts';
import type { Stage } from '../playbook/playbook.ts';

export interface PlaybookSummary {
  name: string;
  stage: Stage;
  description: string;
  vars: Record<string, unknown>;
  steps: string[];
}

/** The built-in playbooks in short, in the order they run. */
export async function playbookSummaries(): Promise<PlaybookSummary[]> {
  const playbooks = await loadPlaybooks({ builtinDir: await playbooksDir(), site: [] });
  return playbooks.map(({ name, stage, description, vars, steps }) => ({
    name,
    stage,
    description,
    vars,
    steps: steps.map((step) => step.name),
  }));
}

/** The summaries as aligned lines. */
export function playbookTable(summaries: readonly PlaybookSummary[]): string {
  const width = Math.max(...summaries.map(({ name }) => name.length));
  return summaries
    .map(({ name, stage, description }) => `${name.padEnd(width)}  ${stage.padEnd(7)}  ${description}\n`)
    .join('');
}
