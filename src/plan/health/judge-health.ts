import type { Desired } from '../../model/desired.ts';
import type { ExistingMachine } from '../../model/existing-machine.ts';
import type { HealthCheckStatus, UnwellMachine } from '../../model/health-check-status.ts';
import { selectsLabels } from '../../model/label-selector.ts';
import { machineLabels } from '../../model/machine-labels.ts';
import type { Healing, Observed } from '../../model/observed.ts';
import { condition } from '../condition.ts';
import { existingMachines } from '../existing-machines.ts';
import { ownerFinder } from '../owner-finder.ts';
import type { Candidate } from './candidate.ts';
import { chooseRemediations } from './choose-remediations.ts';
import { clusterTime } from './cluster-time.ts';
import { type HealthTarget, healthTarget } from './health-target.ts';
import { healthBudget } from './machine-health-check.ts';

/** What the health checks of an inventory say, and what follows. */
export interface HealthJudgement {
  checks: HealthCheckStatus[];
  healing: Healing;
  /** Names of the machines that checks look at. */
  lookedAt: ReadonlySet<string>;
}

/**
 * Evaluates every machine health check on what was seen, and decides which machines are replaced now. Pure. Nothing while no
 * control plane answers: what cannot be asked is not changed.
 */
export function judgeHealth(inventory: Desired, seen: Observed): HealthJudgement {
  const { healing: _, ...observed } = seen;
  const { machineHealthChecks = [] } = inventory;
  const now = clusterTime(observed);
  if (!observed.cluster || now === undefined) {
    return { checks: [], healing: { machines: {} }, lookedAt: new Set() };
  }
  const existing = existingMachines(inventory, observed);
  const ownerOf = ownerFinder(inventory);
  const judged = machineHealthChecks.map((check) => {
    const targets = existing
      .filter((machine) => isLookedAt(machine) && selectsLabels(check.selector, labelsOf(machine)))
      .map((machine) => healthTarget({ check, machine, desired: inventory, observed, now }));
    return { check, targets, budget: healthBudget(check, targets) };
  });
  const candidates = new Map<string, Candidate>();
  for (const { check, targets, budget } of judged) {
    if (!budget.allowed) continue;
    for (const { machine, state, message } of targets) {
      if (state !== 'unhealthy' || candidates.has(machine.name)) continue;
      candidates.set(machine.name, { machine, reason: `unhealthy: ${message} (${check.name})` });
    }
  }
  const unhealthy = new Set(
    judged.flatMap(({ targets }) => targets.filter(({ state }) => state === 'unhealthy').map(({ machine }) => machine)),
  );
  const { healing, whyNot } = chooseRemediations({
    ...{ inventory, observed, existing, now, unhealthy },
    candidates: [...candidates.values()],
  });
  const unwell = ({ machine, state, reason, message }: HealthTarget, tooMany: string | undefined): UnwellMachine => {
    const replaced = machine.name in healing.machines;
    const why = replaced || state === 'waiting' ? undefined : (whyNot.get(machine.name) ?? tooMany);
    const told = { name: machine.name, unhealthy: state === 'unhealthy', reason, message, replaced };
    return { ...told, ...(why !== undefined && { whyNot: why }) };
  };
  return {
    healing,
    lookedAt: new Set(judged.flatMap(({ targets }) => targets.map(({ machine }) => machine.name))),
    checks: judged.map(({ check, targets, budget }) => {
      const tooMany = budget.allowed ? undefined : budget.message;
      const allowed = budget.allowed ? 'RemediationAllowed' : 'TooManyUnhealthy';
      return {
        name: check.name,
        expectedMachines: budget.expected,
        currentHealthy: budget.healthy,
        remediationsAllowed: budget.remediationsAllowed,
        conditions: [condition('RemediationAllowed', budget.allowed, allowed, budget.message)],
        machines: targets.filter(({ state }) => state !== 'healthy').map((target) => unwell(target, tooMany)),
      };
    }),
  };

  function labelsOf(machine: ExistingMachine): Record<string, string> {
    return machineLabels(inventory, { role: machine.role, owner: ownerOf(machine) ?? machine.owner });
  }
}

/** A machine that has left, or of which nothing was made yet, is none; one that is marked so is passed over. */
function isLookedAt({ record, node }: ExistingMachine): boolean {
  if (record?.toBeCleaned || record?.skipRemediation || node?.skipRemediation) return false;
  return record !== undefined || node !== undefined;
}
