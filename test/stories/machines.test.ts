import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killNode, switchOnNode } from '../lab/faults.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { lastingFacts } from './support/bareness.ts';
import { eventually, type Kubectl, kubectlFor } from './support/kubectl.ts';
import { connectedIn, Site } from './support/site.ts';
import { startTraffic } from './support/traffic.ts';
import { watchChanges } from './support/watch-changes.ts';
import { BLOCKING_BUDGET, BUDGET, WEB } from './support/workload.ts';

/** One lab for the whole story; each test goes on from where the one before left it. */
describe('a cluster that grows and shrinks with its inventory', () => {
  let lab: Lab;
  let site: Site;
  let kubectl: Kubectl;
  let bare: Record<string, unknown>;

  beforeAll(async () => {
    lab = await startLab({ name: 'story-machines', controlPlanes: 3, workers: 4, spares: 1 });
    site = new Site(lab);
    bare = await lastingFacts(lab.inventoryPath);
  });
  afterAll(() => lab?.down());

  const nodes = async () =>
    (await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[*].metadata.name}'])).split(' ').toSorted();
  const records = async () =>
    (await kubectl(['get', 'machines.installer.dev', '-o', 'jsonpath={.items[*].metadata.name}']))
      .split(' ')
      .toSorted();
  const members = async (via: string) => {
    const list = await kubectl([
      ...['-n', 'kube-system', 'exec', `etcd-${via}`, '--', 'etcdctl', '--endpoints=https://127.0.0.1:2379'],
      ...['--cacert=/etc/kubernetes/pki/etcd/ca.crt', '--cert=/etc/kubernetes/pki/etcd/server.crt'],
      ...['--key=/etc/kubernetes/pki/etcd/server.key', 'member', 'list'],
    ]);
    return list
      .trim()
      .split('\n')
      .map((line) => line.split(', ')[2])
      .toSorted();
  };
  const applied = async (hosts: readonly string[], edit?: Parameters<Site['write']>[1]) => {
    await site.write(hosts, edit);
    const run = await site.apply({ args: ['-o', 'json'] });
    expect(run.code, run.said).toBe(0);
    return run;
  };

  it('begins with one control plane and one worker', async () => {
    await applied(['cp-1', 'w-1']);
    kubectl = await kubectlFor(lab, site.inventory);
    expect(await nodes()).toEqual(['cp-1', 'w-1']);
    expect(await records()).toEqual(['cp-1', 'w-1']);
    await kubectl(['apply', '-f', '-'], WEB);
    await eventually(120_000, async () => {
      expect(await kubectl(['get', 'deployment', 'web', '-o', 'jsonpath={.status.readyReplicas}'])).toBe('2');
    });
  });

  it('grows to three control planes and by two workers at once, and no request of its workload fails', async () => {
    const traffic = await startTraffic(lab, 'w-1', kubectl);
    await applied(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-3']);
    const { answered, failed } = await traffic.stop();
    expect(await nodes()).toEqual(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-3']);
    expect(await members('cp-2')).toEqual(['cp-1', 'cp-2', 'cp-3']);
    expect(answered).toBeGreaterThan(100);
    expect(failed).toEqual([]);
  });

  it('takes one more worker, and connects to that host and one control plane only', async () => {
    const run = await applied(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-3', 'w-4']);
    expect(await nodes()).toContain('w-4');
    const connected = connectedIn(run);
    expect(connected).toContain('w-4');
    expect(connected).toHaveLength(2);
    expect(connected.filter((name) => name.startsWith('cp-'))).toHaveLength(1);
  });

  it('has nothing to do afterwards, and says so', async () => {
    const run = await site.apply();
    expect(run.code, run.said).toBe(0);
    expect(run.said).toMatch(/nothing to do/);
  });

  it('wants the name of the cluster before a machine is removed', async () => {
    await site.write(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-4']);
    const run = await site.run(['apply', '-f', site.inventory, '--yes']);
    expect(run.code, run.said).toBe(64);
    expect(run.said).toContain(`--confirm-delete ${lab.name}`);
    expect(await nodes()).toContain('w-3');
  });

  it('gives up a removal that a budget forbids, names the pods and leaves the cluster as it was', async () => {
    await kubectl(['apply', '-f', '-'], BLOCKING_BUDGET('w-3'));
    await eventually(60_000, async () => {
      const where = await kubectl(['get', 'pod', 'stubborn', '-o', 'jsonpath={.spec.nodeName} {.status.phase}']);
      expect(where).toBe('w-3 Running');
    });
    await site.write(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-4'], ({ spec }) => {
      spec.drain = { giveUpAfter: '20s' };
    });
    const run = await site.apply();
    expect(run.code, run.said).toBe(13);
    expect(run.stderr).toContain('default/stubborn');
    const node = JSON.parse(await kubectl(['get', 'node', 'w-3', '-o', 'json']));
    expect(node.spec.unschedulable).toBeUndefined();
    const record = JSON.parse(await kubectl(['get', 'machines.installer.dev', 'w-3', '-o', 'json']));
    expect(JSON.stringify(record)).not.toContain('deletion');
    await kubectl(['delete', 'pod/stubborn', 'pdb/stubborn', '--wait=true', '--grace-period=1']);
  });

  it('is killed in the middle of a removal, and the next apply finishes it', async () => {
    const killed = await site.apply({ endAt: /clean-host/ });
    expect(killed.signal, killed.said).toBe('SIGKILL');
    const run = await site.apply();
    expect(run.code, run.said).toBe(0);
    expect(await nodes()).toEqual(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-4']);
    expect(await records()).toEqual(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-4']);
    const facts = await lastingFacts(lab.inventoryPath);
    expect(facts['w-3']).toEqual(bare['w-3']);
  });

  it('takes the host back under the same name while a second apply is refused, naming the first', async () => {
    await site.write(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-3', 'w-4']);
    const first = site.apply();
    const second = await eventually(20_000, async () => {
      const run = await site.run(['apply', '-f', site.inventory, '--dry-run']);
      const refused = await site.apply();
      expect(refused.code, `${run.said}${refused.said}`).toBe(15);
      return refused;
    });
    expect(second.stderr).toMatch(/apply/);
    expect(second.stderr).toMatch(new RegExp(process.env.USER ?? 'root'));
    const run = await first;
    expect(run.code, run.said).toBe(0);
    expect(await nodes()).toContain('w-3');
  });

  it('loses two workers: their pods move, and a budget is never violated', async () => {
    await kubectl(['apply', '-f', '-'], BUDGET);
    const ready = watchChanges(() => kubectl(['get', 'deployment', 'web', '-o', 'jsonpath={.status.readyReplicas}']));
    await applied(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-3']);
    expect(Math.min(...(await ready.stop()).map(Number))).toBeGreaterThanOrEqual(1);
    expect(await nodes()).toEqual(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-3']);
    const where = await kubectl(['get', 'pods', '-l', 'app=web', '-o', 'jsonpath={.items[*].spec.nodeName}']);
    expect(where).not.toMatch(/w-[24]/);
    await eventually(60_000, async () => {
      expect(await kubectl(['get', 'deployment', 'web', '-o', 'jsonpath={.status.readyReplicas}'])).toBe('2');
    });
  });

  it('removes a worker that is dead, and cleans its host when it is back', async () => {
    await killNode(lab, 'w-3');
    await applied(['cp-1', 'cp-2', 'cp-3', 'w-1']);
    expect(await nodes()).toEqual(['cp-1', 'cp-2', 'cp-3', 'w-1']);
    const { hosts } = await site.status();
    expect(hosts.find(({ name }) => name === 'w-3')).toMatchObject({ phase: 'ToBeCleaned' });
    await switchOnNode(lab, 'w-3');
    await applied(['cp-1', 'cp-2', 'cp-3', 'w-1']);
    expect(await records()).toEqual(['cp-1', 'cp-2', 'cp-3', 'w-1']);
    expect(await nodes()).toEqual(['cp-1', 'cp-2', 'cp-3', 'w-1']);
    const facts = await lastingFacts(lab.inventoryPath);
    expect(facts['w-3']).toEqual(bare['w-3']);
  });

  it('lets a spare take the place of a control plane that died, the first one', async () => {
    await killNode(lab, 'cp-1');
    const run = await applied(['cp-2', 'cp-3', 's-1', 'w-1'], ({ spec }) => {
      Object.assign(spec.controlPlane as object, { replicas: 3 });
    });
    expect(run.stdout).toContain('s-1/join-control-plane');
    kubectl = await kubectlFor(lab, site.inventory);
    expect(await nodes()).toEqual(['cp-2', 'cp-3', 's-1', 'w-1']);
    expect(await members('cp-2')).toEqual(['cp-2', 'cp-3', 's-1']);
  });

  it('shrinks to one control plane, one member after the other, the one that was asked first among them', async () => {
    const seen = watchChanges(() => members('cp-3').then((names) => names.join(' ')));
    await applied(['cp-3', 'w-1']);
    const lists = (await seen.stop()).map((list) => list.split(' '));
    expect(lists.map((list) => list.length)).toEqual([3, 2, 1]);
    for (const list of lists) expect(list).toContain('cp-3');
    kubectl = await kubectlFor(lab, site.inventory);
    expect(await nodes()).toEqual(['cp-3', 'w-1']);
    expect(await members('cp-3')).toEqual(['cp-3']);
    const facts = await lastingFacts(lab.inventoryPath);
    for (const host of ['cp-2', 's-1']) expect(facts[host], host).toEqual(bare[host]);
  });
});
