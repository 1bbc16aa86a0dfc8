import { describe, expect, it } from 'vitest';
import { edited, oneLine, readText } from './cases.ts';

const withPool = (fields: string) =>
  edited({
    'role: worker, labels: { disk: ssd }': 'role: spare',
    '  # edits': `  machinePools: [{ name: all, ${fields} }]\n  #`,
  });

describe('a machine pool', () => {
  it('is every host that its selector picks, spares not, rolled one machine after the other', async () => {
    const { read, problems } = await readText(withPool('labels: {}'));
    expect(problems).toEqual([]);
    expect(read?.desired.machineDeployments).toMatchObject([
      {
        kind: 'MachinePool',
        name: 'all',
        replicas: 1,
        hosts: ['w-1'],
        pool: ['w-1'],
        rollout: { strategy: 'RollingUpdate', maxSurge: 0, maxUnavailable: 1 },
      },
    ]);
  });

  it.each([
    [0, false],
    [1, true],
    [2, false],
  ])('that says %i replicas is as large as ever; unless that is right, a warning says so', async (replicas, right) => {
    const { read, problems } = await readText(withPool(`replicas: ${replicas}`));
    expect(read?.desired.machineDeployments).toMatchObject([{ replicas: 1, hosts: ['w-1'], pool: ['w-1'] }]);
    expect(problems.map(oneLine)).toEqual(
      right
        ? []
        : [
            `15:41 warning machine pool all says ${replicas} replicas and takes the one host that its selector picks -> A machine pool is as large as its hostSelector makes it; a machine deployment takes so many of them.`,
          ],
    );
  });

  it('says how long its machines are to be Ready', async () => {
    const { read, problems } = await readText(withPool('minReadySeconds: 3'));
    expect(problems).toEqual([]);
    expect(read?.desired.machineDeployments).toMatchObject([{ minReadyMs: 3000 }]);
  });

  it('has neither a strategy nor a policy of who goes first', async () => {
    for (const field of ['strategy: {}', 'deletePolicy: Oldest']) {
      expect((await readText(withPool(field))).problems).toMatchObject([{ severity: 'error' }]);
    }
  });
});
