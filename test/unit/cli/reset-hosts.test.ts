import { beforeEach, describe, expect, it, vi } from 'vitest';
import { lockCluster } from '../../../src/cli/lock-cluster.ts';
import { type Look, look } from '../../../src/cli/look.ts';
import { resetHosts } from '../../../src/cli/reset-hosts.ts';
import { runPlan } from '../../../src/cli/run-plan.ts';
import type { Session } from '../../../src/cli/session.ts';
import { TimeLimit } from '../../../src/cli/time-limit.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { resetHost } from '../../../src/operations/reset-host.ts';
import { clusterIdentity, reachableFacts } from '../../../src/plan/cluster-identity.ts';
import { situationOf } from '../../../src/plan/situation.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { observedWorld, type ShortInventory, shortDesired, type World } from '../../support/planner-world.ts';

vi.mock('../../../src/cli/lock-cluster.ts');
vi.mock('../../../src/cli/look.ts');
vi.mock('../../../src/cli/run-plan.ts');
vi.mock('../../../src/operations/reset-host.ts');

beforeEach(() => {
  vi.resetAllMocks();
});

/** Resets in such a world; what each machine leaves as, by name, and which control planes stay to be asked. */
async function reset(inventory: ShortInventory, world: World, host?: string[]) {
  const wanted = shortDesired(inventory);
  const observed = observedWorld(wanted, world);
  const { desired, existing, removals, states } = situationOf(wanted, observed);
  const facts = reachableFacts(observed);
  const seen: Look = {
    desired,
    observed,
    existing,
    removals,
    worked: new Set(),
    facts,
    states,
    identity: clusterIdentity(wanted, observed),
  };
  vi.mocked(look).mockResolvedValue(seen);
  vi.mocked(lockCluster).mockResolvedValue(undefined);
  const session = {
    desired: wanted,
    secrets: new Secrets(),
    emit: () => {},
    host: (name: string) => new FakeHost(name),
    know: () => {},
    timeLimit: new TimeLimit(undefined, () => []),
  };
  await resetHosts(session as unknown as Session, {
    output: 'json',
    concurrency: 1,
    confirmDelete: 'b-cluster',
    ...(host && { host }),
  });
  const operations = vi.mocked(runPlan).mock.calls[0]?.[1] ?? [];
  const inputs = vi.mocked(resetHost).mock.calls.map(([input]) => input);
  return {
    ids: operations.map(({ id }) => id),
    roles: Object.fromEntries(inputs.map(({ host: { name }, leaving }) => [name, leaving?.machine.role])),
    asked: inputs[0]?.leaving?.controlPlanes.map(({ host: { name } }) => name),
  };
}

const three: ShortInventory = { hosts: ['cp-1', 'cp-2', 'cp-3', 'w-1'] };
const serving: World = { 'cp-1': '', 'cp-2': '', 'cp-3': '', 'w-1': '' };

describe('reset', () => {
  it('takes a machine out of the cluster that goes on living, through the others', async () => {
    const { ids, roles, asked } = await reset(three, serving, ['cp-2']);
    expect(ids).toEqual(['cp-2/reset-host']);
    expect(roles).toEqual({ 'cp-2': 'control-plane' });
    expect(asked).toEqual(['cp-1', 'cp-3']);
  });

  it('takes a control plane out as such, though its line makes it a worker by now', async () => {
    const { roles } = await reset({ ...three, roles: { 'cp-3': 'worker' } }, serving, ['cp-3']);
    expect(roles).toEqual({ 'cp-3': 'control-plane' });
  });

  it('asks no control plane of another cluster', async () => {
    const { asked } = await reset(three, { ...serving, 'cp-3': 'foreign' }, ['w-1']);
    expect(asked).toEqual(['cp-1', 'cp-2']);
  });

  it('of a whole cluster takes nothing out of it: machines that only the cluster knows go too', async () => {
    const { ids, roles } = await reset(three, { ...serving, 'w-9': '' });
    expect(ids.toSorted()).toEqual(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-9'].map((name) => `${name}/reset-host`));
    expect(new Set(Object.values(roles))).toEqual(new Set([undefined]));
  });

  it.each<[string, World, string[] | undefined, string]>([
    ['a host of another cluster', { ...serving, 'w-1': 'foreign' }, ['w-1'], 'preflight-refused'],
    ['a host that does not answer', { ...serving, 'w-1': 'dead' }, undefined, 'unreachable'],
    ['what is no machine', serving, ['w-7'], 'usage'],
  ])('refuses %s', async (_, world, host, kind) => {
    await expect(reset(three, world, host)).rejects.toMatchObject({ kind });
    expect(runPlan).not.toHaveBeenCalled();
  });
});
