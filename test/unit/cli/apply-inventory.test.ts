import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ApplyOptions, applyInventory } from '../../../src/cli/apply-inventory.ts';
import { forecast } from '../../../src/cli/forecast.ts';
import { lockCluster } from '../../../src/cli/lock-cluster.ts';
import { asSaved, PLAN_API_VERSION, type PlanFile } from '../../../src/cli/plan-file.ts';
import { runPlan } from '../../../src/cli/run-plan.ts';
import type { Session } from '../../../src/cli/session.ts';
import { confirm, isInteractive, typeToConfirm } from '../../../src/cli/terminal.ts';
import { TimeLimit } from '../../../src/cli/time-limit.ts';
import { InstallerError } from '../../../src/errors.ts';
import type { UntimedEvent } from '../../../src/model/event.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { planBasis } from '../../../src/plan/basis.ts';
import { captureOutput } from '../../support/captured.ts';
import { basisInput } from '../../support/plan-basis.ts';
import { samplePlan } from '../../support/sample-events.ts';

vi.mock('../../../src/cli/forecast.ts');
vi.mock('../../../src/cli/lock-cluster.ts');
vi.mock('../../../src/cli/run-plan.ts');
vi.mock('../../../src/cli/terminal.ts');
vi.mock('../../../src/operations/build-operations.ts');

const creating: Plan = { ...samplePlan, summary: { create: 1, update: 0, delete: 0 } };
const removing: Plan = { ...samplePlan, summary: { create: 0, update: 0, delete: 1 } };
const nothing: Plan = { ...samplePlan, operations: [], summary: { create: 0, update: 0, delete: 0 } };

let output: ReturnType<typeof captureOutput>;
let events: UntimedEvent[];

beforeEach(() => {
  output = captureOutput();
  events = [];
  vi.mocked(isInteractive).mockReturnValue(false);
  vi.mocked(lockCluster).mockResolvedValue(lock().runLock);
});

afterEach(() => {
  vi.resetAllMocks();
  vi.restoreAllMocks();
});

/** Applies; the plan made now is `plan`. */
async function apply(plan: Plan, options: Partial<ApplyOptions> = {}): Promise<void> {
  const input = basisInput();
  const seen = { ...input, plan, identity: { initialised: ['cp-1'], witnesses: ['cp-1'] } };
  vi.mocked(forecast).mockImplementation(async (_session, runLock) => {
    await runLock?.extend({ ...input, facts: {}, existing: [], removals: [] });
    return seen as unknown as Awaited<ReturnType<typeof forecast>>;
  });
  const session = {
    desired: input.desired,
    secrets: new Secrets(),
    emit: (event: UntimedEvent) => events.push(event),
    timeLimit: new TimeLimit(undefined, () => []),
    connections: { stats: () => ({ 'cp-1': { connections: 1, roundTrips: 3 } }) },
  };
  await applyInventory(session as unknown as Session, { output: 'json', concurrency: 1, ...options });
}

function saved(plan: Plan, change: (input: ReturnType<typeof basisInput>) => void = () => {}): ApplyOptions['saved'] {
  const input = basisInput();
  change(input);
  const document: PlanFile = {
    apiVersion: PLAN_API_VERSION,
    kind: 'Plan',
    ...plan,
    inventoryFiles: ['/srv/inventory.yaml'],
    basis: planBasis(input),
  };
  const read = asSaved(document);
  return { path: 'plan.json', plan: read, files: read.inventoryFiles };
}

/** A lock, and what became of it; with `error` it cannot be extended. */
function lock(error?: InstallerError) {
  const order: string[] = [];
  const extend = async () => {
    order.push('extend');
    if (error) throw error;
    return false;
  };
  const release = async () => {
    order.push('release');
  };
  const held = { host: 'cp-1', lost: new AbortController().signal, alsoHold: vi.fn(), alsoHoldWhileItAnswers: vi.fn() };
  return { runLock: { lock: { ...held, release }, extend }, order };
}

const ran = () => vi.mocked(runPlan).mock.calls.length > 0;

describe('apply', () => {
  it.each<[string, Plan, Partial<ApplyOptions>, boolean]>([
    ['creates with --yes', creating, { yes: true }, true],
    ['removes with --yes and the name', removing, { yes: true, confirmDelete: 'b-cluster' }, true],
    ['runs nothing where there is nothing to do', nothing, { yes: true }, false],
    ['runs nothing in a dry run', removing, { dryRun: true, yes: true, confirmDelete: 'b-cluster' }, false],
    ['runs a saved plan that holds', creating, { yes: true, saved: saved(creating) }, true],
    ['looks at a saved plan in a dry run', creating, { dryRun: true, saved: saved(creating) }, false],
  ])('%s', async (_, plan, options, runs) => {
    await apply(plan, options);
    expect(ran()).toBe(runs);
    expect(events.map(({ type }) => type)).toContain('plan');
  });

  it.each<[string, Plan, Partial<ApplyOptions>, number]>([
    ['a removal with --yes alone', removing, { yes: true }, 64],
    ['a removal with another name', removing, { yes: true, confirmDelete: 'a-cluster' }, 64],
    ['another name, even where nothing is removed', creating, { yes: true, confirmDelete: 'a-cluster' }, 64],
    [
      'a saved plan of another inventory',
      creating,
      {
        yes: true,
        saved: saved(creating, ({ desired }) => {
          desired.controlPlane.version = 'v1.19.0';
        }),
      },
      12,
    ],
    [
      'a saved plan of another time',
      creating,
      {
        yes: true,
        saved: saved(creating, ({ states }) => {
          states['w-2'] = 'claimed';
        }),
      },
      12,
    ],
    ['a saved plan that is done already', nothing, { yes: true, saved: saved(creating) }, 12],
    ['a saved plan that did something else', creating, { yes: true, saved: saved(nothing) }, 12],
  ])('refuses %s, and changes nothing', async (_, plan, options, exitCode) => {
    await expect(apply(plan, options)).rejects.toMatchObject({ exitCode });
    expect(ran()).toBe(false);
  });

  it('does not look at hosts for an inventory that has changed since', async () => {
    const old = saved(creating, ({ desired }) => {
      desired.controlPlane.version = 'v1.19.0';
    });
    await expect(apply(creating, { yes: true, saved: old })).rejects.toThrow(
      'inventory.yaml: version of the control plane v1.19.0 → v1.20.2',
    );
    expect(forecast).not.toHaveBeenCalled();
  });

  it('of a saved plan that is cut is continued by the inventory', async () => {
    vi.mocked(runPlan).mockRejectedValue(new InstallerError('interrupted', 'cut'));
    await expect(apply(creating, { yes: true, saved: saved(creating) })).rejects.toMatchObject({
      details: { nextCommand: expect.stringContaining('-f /srv/inventory.yaml') },
    });
    await expect(apply(creating, { yes: true })).rejects.toMatchObject({ details: {} });
  });

  it('runs under the lock, and lets go of it at the end', async () => {
    const { runLock, order } = lock();
    vi.mocked(lockCluster).mockResolvedValue(runLock);
    vi.mocked(runPlan).mockImplementation(async (_session, _operations, options) => {
      expect(options.lock).toBe(runLock.lock);
      order.push('run');
    });
    await apply(creating, { yes: true });
    expect(order).toEqual(['extend', 'run', 'release']);
  });

  it('lets go of what it holds when another run has the rest', async () => {
    const { runLock, order } = lock(new InstallerError('locked', 'eve is at it'));
    vi.mocked(lockCluster).mockResolvedValue(runLock);
    await expect(apply(creating, { yes: true })).rejects.toMatchObject({ exitCode: 15 });
    expect(order).toEqual(['extend', 'release']);
    expect(ran()).toBe(false);
  });

  it('changes nothing without the lock, and says so only where something is to be changed', async () => {
    vi.mocked(lockCluster).mockResolvedValue(undefined);
    await expect(apply(creating, { yes: true })).rejects.toMatchObject({ exitCode: 11 });
    expect(ran()).toBe(false);
    await apply(nothing, { yes: true });
  });

  it('asks before it runs', async () => {
    vi.mocked(isInteractive).mockReturnValue(true);
    vi.mocked(confirm).mockResolvedValue(true);
    vi.mocked(typeToConfirm).mockResolvedValue(true);
    await apply(creating, { output: 'text', saved: saved(creating) });
    expect(output.stdout).toContain('Plan for b-cluster');
    expect(confirm).toHaveBeenCalledOnce();
    await apply(removing, { output: 'text' });
    expect(typeToConfirm).toHaveBeenCalledOnce();
    expect(runPlan).toHaveBeenCalledTimes(2);
  });
});
