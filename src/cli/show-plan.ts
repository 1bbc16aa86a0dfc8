import type { Plan } from '../model/plan.ts';
import type { Secrets } from '../model/secrets.ts';
import { renderPlan } from '../report/plan-text.ts';
import { wantsColour } from '../report/style.ts';
import type { Output } from './options.ts';
import { writeResult } from './write-result.ts';

/** Writes the plan to standard output, masked. */
export async function showPlan(
  plan: Plan,
  secrets: Secrets,
  options: { output: Output; diff?: boolean },
): Promise<void> {
  if (options.output === 'text') {
    const text = renderPlan(plan, { colour: wantsColour(process.stdout), diffs: options.diff });
    process.stdout.write(`${secrets.mask(text)}\n`);
    return;
  }
  await writeResult(options.output, JSON.parse(secrets.mask(JSON.stringify(plan))));
}
