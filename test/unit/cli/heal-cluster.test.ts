import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forecast } from '../../../src/cli/forecast.ts';
import { type HealClusterOptions, healCluster } from '../../../src/cli/heal-cluster.ts';
import { lockCluster } from '../../../src/cli/lock-cluster.ts';
import { runPlan } from '../../../src/cli/run-plan.ts';
import type { Session } from '../../../src/cli/session.ts';
import { isInteractive } from '../../../src/cli/terminal.ts';
import { TimeLimit } from '../../../src/cli/time-limit.ts';
import { InstallerError } from '../../../src/errors.ts';
import type { Desired } from '../../../src/model/desired.ts';
import type { UntimedEvent } from '../../../src/model/event.ts';
import type { Observed } from '../../../src/model/observed.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { judgeHealth } from '../../../src/plan/health/judge-health.ts';
import { planCluster } from '../../../src/plan/plan-cluster.ts';
import { captureOutput } from '../../support/captured.ts';
import { healthCheck, ofWorkers, seenAfter } from '../../support/health-check.ts';
import { observedWorld, shortDesired, WORLD_REVISION, type World } from '../../support/planner-world.ts';

vi.mock('../../../src/cli/forecast.ts');
vi.mock('../../../src/cli/lock-cluster.ts');
vi.mock('../../../src/cli/run-plan.ts');
vi.mock('../../../src/cli/terminal.ts');
vi.mock('../../../src/operations/build-operations.ts');

const desired = shortDesired({
  hosts: ['cp-1', 'w-1', 'w-2', 's-1'],
  workers: { replicas: 2 },
  healthChecks: [healthCheck('workers-5m', { selector: ofWorkers })],
});
const well: World = { 'cp-1': '', 'w-1': '', 'w-2': '' };
const lost: World = { ...well, 'w-1': 'dead' };
const sure = { yes: true, confirmDelete: 'b-cluster' };

let output: ReturnType<typeof captureOutput>;
let events: UntimedEvent[];
let order: string[];
let askedAgain: number;

beforeEach(() => {
  output = captureOutput();
  events = [];
  order = [];
  askedAgain = 0;
  vi.mocked(isInteractive).mockReturnValue(false);
  vi.mocked(lockCluster).mockImplementation(async () => {
    order.push('lock');
    const lock = {
      host: 'cp-1',
      lost: new AbortController().signal,
      alsoHold: vi.fn(),
      alsoHoldWhileItAnswers: vi.fn(),
      release: async () => {
        order.push('release');
      },
    };
    return { lock, extend: async () => false };
  });
  vi.mocked(runPlan).mockImplementation(async () => {
    order.push('run');
  });
});

afterEach(() => {
  vi.resetAllMocks();
  vi.restoreAllMocks();
});

function seenOf(inventory: Desired, world: World) {
  const observed: Observed = seenAfter(7, observedWorld(inventory, world));
  const healed = { ...observed, healing: judgeHealth(inventory, observed).healing };
  const input = {
    desired: inventory,
    observed: healed,
    manifests: [],
    hash: () => '',
    revisionOf: () => WORLD_REVISION,
  };
  return { ...input, plan: planCluster(input), identity: { initialised: ['cp-1'], witnesses: ['cp-1'] } };
}

/** Heals; one world after the other is seen, the last one again and again. */
async function heal(worlds: (World | Error)[], options: Partial<HealClusterOptions> = {}, inventory = desired) {
  const left = [...worlds];
  vi.mocked(forecast).mockImplementation(async () => {
    order.push('look');
    const next = left.length > 1 ? left.shift() : left[0];
    if (!next || next instanceof Error) throw next;
    return seenOf(inventory, next) as unknown as Awaited<ReturnType<typeof forecast>>;
  });
  const session = {
    desired: inventory,
    secrets: new Secrets(),
    emit: (event: UntimedEvent) => events.push(event),
    timeLimit: new TimeLimit(undefined, () => []),
    connections: { stats: () => ({}) },
    askAgain: () => {
      askedAgain++;
    },
  };
  const all = { output: 'text' as const, concurrency: 1, seconds: 3600, ...options };
  await healCluster(session as unknown as Session, all);
}

const summary = () => events.flatMap((event) => (event.type === 'run-finished' ? [event.summary] : [])).at(-1);

describe('heal', () => {
  it('replaces what is unhealthy, under the lock', async () => {
    await heal([lost], sure);
    expect(order).toEqual(['lock', 'look', 'run', 'release']);
    expect(forecast).toHaveBeenCalledWith(expect.anything(), expect.anything(), { healing: true });
    expect(output.stdout).toContain('w-1          workers-5m  unhealthy');
    expect(output.stdout).toContain('w-1/drain-node');
    expect(events.map(({ type }) => type)).toEqual(['run-started', 'health', 'plan']);
  });

  it.each<[string, World, Partial<HealClusterOptions>, string | RegExp]>([
    ['well', well, sure, 'nothing to do: no machine is unhealthy'],
    ['only looked at', lost, { dryRun: true }, 'dry run: nothing was changed'],
  ])('does nothing where all is %s', async (_, world, options, says) => {
    await heal([world], options);
    expect(runPlan).not.toHaveBeenCalled();
    expect(summary()).toMatch(says);
    expect(order.includes('lock')).toBe(!options.dryRun);
  });

  it('says what it cannot do', async () => {
    const [check] = desired.machineHealthChecks ?? [];
    const strict = { ...desired, machineHealthChecks: check ? [{ ...check, maxUnhealthy: 0 }] : [] };
    await heal([lost], sure, strict);
    expect(runPlan).not.toHaveBeenCalled();
    expect(summary()).toBe('nothing can be done now: w-1 is unhealthy and not replaced, see above');
    expect(output.stdout).toContain('1 of 2 not healthy, maxUnhealthy is 0');
  });

  it.each<[string, Partial<HealClusterOptions>, Desired, number]>([
    ['a removal without the name', { yes: true }, desired, 64],
    ['another name', { ...sure, confirmDelete: 'another' }, desired, 64],
    ['a watch without a yes', { watch: true, confirmDelete: 'b-cluster' }, desired, 64],
    ['a watch without the name', { watch: true, yes: true }, desired, 64],
    ['an inventory without health checks', sure, { ...desired, machineHealthChecks: [] }, 10],
  ])('refuses %s', async (_, options, inventory, exitCode) => {
    await expect(heal([lost], options, inventory)).rejects.toMatchObject({ exitCode });
    expect(runPlan).not.toHaveBeenCalled();
  });

  it('runs nothing without the lock', async () => {
    vi.mocked(lockCluster).mockResolvedValue(undefined);
    await expect(heal([lost], sure)).rejects.toMatchObject({ exitCode: 11 });
    expect(runPlan).not.toHaveBeenCalled();
  });
});

describe('heal --watch', () => {
  /** Until it has looked so often. */
  async function watch(looks: number, worlds: (World | Error)[], options: Partial<HealClusterOptions> = {}) {
    const watched = heal(worlds, { ...sure, watch: true, seconds: 0.001, ...options });
    await vi.waitFor(() => expect(order.filter((one) => one === 'look').length).toBeGreaterThanOrEqual(looks));
    process.emit('SIGINT');
    await watched;
  }

  it('takes the lock only where there is something to do, and looks again under it', async () => {
    await watch(5, [well, lost, lost, well]);
    expect(order.slice(0, 6)).toEqual(['look', 'look', 'lock', 'look', 'run', 'release']);
    expect(runPlan).toHaveBeenCalledOnce();
  });

  it('shows a change in full, and nothing new in a line', async () => {
    await watch(4, [well]);
    expect(output.stdout.match(/HEALTH CHECK/g)).toHaveLength(1);
    expect(output.stdout).toMatch(/\d workers-5m 2 of 2 healthy\n/);
  });

  it('goes on after what may be over by the next time', async () => {
    await watch(3, [new InstallerError('cluster-unhealthy', 'nobody answers'), well]);
    expect(events).toContainEqual({ type: 'note', message: expect.stringContaining('nobody answers; looking again') });
    await expect(heal([new InstallerError('usage', 'no')], { ...sure, watch: true })).rejects.toMatchObject({
      exitCode: 64,
    });
    await expect(heal([new TypeError('a defect')], { ...sure, watch: true })).rejects.toThrow('a defect');
  });

  const gone = Object.assign(new Error("ENOENT: no such file or directory, open '/site/cni.yaml'"), {
    ...{ code: 'ENOENT', syscall: 'open' },
  });

  it.each([
    ['a file that is not there', gone],
    ['what is written is not right', new InstallerError('inventory-invalid', 'ENOENT or so')],
    ['a secret that cannot be had', new InstallerError('usage', 'ENOENT or so')],
  ])('goes on after %s, once it was', async (_, error) => {
    await watch(3, [well, error, well]);
    expect(events).toContainEqual({ type: 'note', message: expect.stringMatching(/ENOENT.*; looking again in/) });
    await expect(heal([error], { ...sure, watch: true })).rejects.toThrow('ENOENT');
  });

  it('ends on a defect, and when it is interrupted, in a later round too', async () => {
    const watched = { ...sure, watch: true, seconds: 0.001 };
    await expect(heal([well, new TypeError('a defect')], watched)).rejects.toThrow('a defect');
    await expect(heal([well, new InstallerError('interrupted', 'Ctrl-C')], watched)).rejects.toThrow('Ctrl-C');
  });

  it('asks for secrets and keys that could not be had again in each round', async () => {
    await watch(3, [new InstallerError('unreachable', 'no agent is running'), well]);
    expect(askedAgain).toBeGreaterThanOrEqual(2);
  });

  it('ends each run that it begins, wherever it fails', async () => {
    vi.mocked(lockCluster).mockRejectedValueOnce(new InstallerError('locked', 'another run is at work'));
    await watch(4, [lost, lost, new InstallerError('unreachable', 'no route'), well]);
    const runs = events.filter(({ type }) => type.startsWith('run-'));
    expect(runs).toMatchObject([
      { type: 'run-started', command: 'heal' },
      { type: 'run-finished', ok: false, changed: 0, exitCode: 15 },
      { type: 'run-started' },
      { type: 'run-finished', ok: false, exitCode: 11 },
    ]);
  });

  it('finishes a run once', async () => {
    vi.mocked(runPlan).mockImplementationOnce(async ({ emit }) => {
      emit({ type: 'run-finished', ok: false, changed: 1, exitCode: 13, summary: 'not finished' });
      throw new InstallerError('operation-failed', 'it failed');
    });
    await expect(heal([lost], sure)).rejects.toThrow('it failed');
    expect(events.filter(({ type }) => type === 'run-finished')).toHaveLength(1);
  });

  it('only shows in a dry run', async () => {
    await watch(4, [lost], { yes: false, dryRun: true });
    expect(order).not.toContain('lock');
    expect(runPlan).not.toHaveBeenCalled();
  });
});
