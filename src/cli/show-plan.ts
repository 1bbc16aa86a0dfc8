import type { Plan } from '../model/plan.ts';
import type { Secrets } from '../model/secrets.ts';
import { maskDeep } from '../report/mask.ts';
import { renderPlan } from '../report/plan-text.ts';
import { wantsColour } from '../report/style.ts';
import type { Output } from './options.ts';
import { writeResult } from './write-result.ts';

export interface ShowPlanOptions {
  output: Output;
  /** What would change inside files. */
  diff?: boolean;
}

/** Writes the plan to standard output, masked. */
export async function showPlan(plan: Plan, secrets: Secrets, { output, diff }: ShowPlanOptions): Promise<void> {
  if (output === 'text') {
    const text = renderPlan(plan, { colour: wantsColour(process.stdout), diffs: diff });
    process.stdout.write(`${secrets.mask(text)}\n`);
    return;
  }
  await writeResult(output, maskDeep(plan, secrets));
}
