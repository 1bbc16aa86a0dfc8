import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { findCluster } from '../../../src/cli/find-cluster.ts';
import { run } from '../../../src/cli/run.ts';
import { type RevisionsOptions, showRevisions } from '../../../src/cli/show-revisions.ts';
import { TimeLimit } from '../../../src/cli/time-limit.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { machineSetChanges } from '../../../src/plan/revisions/machine-set-changes.ts';
import { captureOutput } from '../../support/captured.ts';
import { clusterView } from '../../support/cluster-view.ts';
import { desiredCluster } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { machineRecord } from '../../support/machine-record.ts';
import { machineSet } from '../../support/machine-set.ts';

vi.mock('../../../src/cli/find-cluster.ts');

let output: ReturnType<typeof captureOutput>;
beforeEach(() => {
  output = captureOutput();
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const desired = desiredCluster({ controlPlanes: 1, workers: 2 });
const first = machineSetChanges(desired, { machineSets: [], records: [] }).put.map(({ set }) => ({
  ...set,
  createdAt: '2026-01-02T03:04:05Z',
}));
const older = machineSet('workers', 4, { version: 'v1.20.1', omitted: ['users[ops].passwd'] });
const sets = [...first.map((set) => (set.owner === 'workers' ? { ...set, revision: 5 } : set)), older];
const records = [
  machineRecord('cp-1'),
  machineRecord('w-1'),
  machineRecord('w-2', { version: older.version, template: older.template }),
];
const TOLD: Partial<ClusterView> = {
  machineSets: sets,
  records: records.map((one, i) => ({ ...one, name: `m-${i}` })),
};

async function show(
  options: Partial<RevisionsOptions>,
  view: Partial<ClusterView> | undefined = TOLD,
  secret?: string,
) {
  const cluster = view && clusterView(view);
  vi.mocked(findCluster).mockResolvedValue(cluster ? { cluster } : { clusterUnavailable: 'cp-1: refused' });
  const secrets = new Secrets();
  if (secret !== undefined) secrets.add(secret);
  const timeLimit = new TimeLimit(undefined, () => []);
  await showRevisions(
    { desired, secrets, timeLimit, host: (name) => new FakeHost(name) },
    { output: 'text', ...options },
  );
}

describe('the revisions of a cluster', () => {
  it('are a table for people', async () => {
    await show({});
    expect(output.stdout.replaceAll(/2026-01-02 \d\d:04:05/g, 'WHEN').replaceAll(/ {2,}/g, '  ')).toBe(`\
OWNER  REVISION  VERSION  CREATED  MACHINES  DIFFERS IN
control-plane  1  v1.20.2  WHEN  1  current
workers  5  v1.20.2  WHEN  1  current
workers  4  v1.20.1  WHEN  1  version, verbosity
`);
    expect(output.stderr).toBe('');
  });

  it('are plain data for scripts, of one owner where one is named', async () => {
    await show({ output: 'json', owner: 'workers' });
    expect(JSON.parse(output.stdout)).toEqual([
      expect.objectContaining({ owner: 'workers', revision: 5, current: true, differs: [], machines: ['m-1'] }),
      {
        ...{ owner: 'workers', revision: 4, version: 'v1.20.1', createdAt: '2026-01-02T03:04:05Z', machines: ['m-2'] },
        ...{ current: false, differs: ['version', 'verbosity'], omitted: ['users[ops].passwd'] },
      },
    ]);
  });

  it('are not what the inventory wants by now: that is said', async () => {
    await show({}, { machineSets: [older] });
    expect(output.stderr).toBe(`\
note: the inventory wants something else of control-plane than its newest revision: apply makes it 1
note: the inventory wants something else of workers than its newest revision: apply makes it 5
`);
  });

  it('are none where apply wrote none yet', async () => {
    await show({}, { machineSets: [] });
    expect(output.stdout).toBe('no revision is written down yet\n');
  });
});

describe('the way back to a revision', () => {
  it('is a piece of inventory, with what there is to know as comments', async () => {
    await show({ owner: 'workers', revision: 4 });
    expect(parse(output.stdout)).toEqual({
      spec: { machineDeployments: [{ name: 'workers', version: 'v1.20.1', kubeadmConfigSpec: { verbosity: 4 } }] },
    });
    expect(output.stdout.split('\n').slice(0, 2)).toEqual([
      '# revision 4 of workers: put it into the inventory in place of what stands there, then plan and apply',
      '# users[ops].passwd is not kept in the cluster: write it as it was',
    ]);
  });

  it('is only the piece as JSON, the rest on standard error', async () => {
    await show({ owner: 'workers', revision: 4, output: 'json' });
    expect(JSON.parse(output.stdout).spec.machineDeployments).toHaveLength(1);
    expect(output.stderr).toMatch(/^note: revision 4 of workers.*\nnote: users\[ops\]\.passwd is not kept/);
  });

  it('shows no secret that somebody put into it', async () => {
    const kubeadmConfigSpec = { preKubeadmCommands: ['login hunter22'] };
    await show({ owner: 'workers', revision: 4 }, { machineSets: [{ ...older, kubeadmConfigSpec }] }, 'hunter22');
    expect(output.stdout).toContain('login');
    expect(output.stdout).not.toContain('hunter22');
  });
});

describe('what there is not', () => {
  it.each<[Partial<RevisionsOptions>, Partial<ClusterView> | undefined, object]>([
    [{ revision: 1 }, TOLD, { kind: 'usage', message: '--revision takes an owner: whose revision is meant?' }],
    [
      { owner: 'workers', revision: 9 },
      TOLD,
      { message: 'workers has no revision 9', details: { hint: 'it has: 4, 5' } },
    ],
    [
      { owner: 'wrokers' },
      TOLD,
      {
        message: 'no revision of "wrokers" is written down',
        details: { hint: 'there are revisions of: control-plane, workers' },
      },
    ],
    [{}, {}, { kind: 'cluster-unhealthy', message: 'no control plane tells of revisions: cp-1 does not tell them' }],
  ])('%o is said', async (options, view, error) => {
    await expect(show(options, view)).rejects.toMatchObject(error);
  });

  it('a control plane that does not answer is said', async () => {
    const asked = show({}, null as unknown as undefined);
    await expect(asked).rejects.toThrow('no control plane tells of revisions: cp-1: refused');
  });
});

describe('the command line', () => {
  it.each([
    ['revisions', "'-f, --file <path>' not specified"],
    ['revisions -f x workers --revision two', '--revision takes a whole number of at least 1, not "two"'],
  ])('%s: exit code 64', async (line, says) => {
    expect(await run(['node', 'installer', ...line.split(' ')])).toBe(64);
    expect(output.stderr).toContain(says);
  });
});
