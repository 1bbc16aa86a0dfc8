import { EXIT_CODES } from '../errors.ts';
import { planBasis } from '../plan/basis.ts';
import { planGraph } from '../report/graph.ts';
import { forecast } from './forecast.ts';
import { writePlanFile } from './plan-file.ts';
import type { Session } from './session.ts';
import { showGraph } from './show-graph.ts';
import { type ShowPlanOptions, showPlan } from './show-plan.ts';

export interface PlanOptions extends ShowPlanOptions {
  file: string[];
  out?: string;
  graph?: 'dot' | 'svg';
  detailedExitcode?: boolean;
}

/** read → observe → plan → show, and save where wanted; changes nothing on hosts. */
export async function planInventory(session: Session, options: PlanOptions): Promise<void> {
  const { desired, secrets } = session;
  const seen = await session.timeLimit.within(() => forecast(session));
  const { plan } = seen;
  session.emit({ type: 'plan', plan });
  if (options.graph) await showGraph(secrets.mask(planGraph(plan)), options.graph);
  else await showPlan(plan, secrets, options);
  if (options.out !== undefined) {
    const basis = planBasis({ ...seen, desired });
    await writePlanFile(options.out, { plan, basis, files: options.file, secrets });
  }
  if (options.detailedExitcode && plan.operations.length > 0) process.exitCode = EXIT_CODES['changes-pending'];
}
