import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBundle } from '../lab/bundle.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { withoutCluster } from './support/documents.ts';
import { withFormerKubeProxy } from './support/former-kube-proxy.ts';
import { eventually, type Kubectl, kubectlFor } from './support/kubectl.ts';
import { operationsIn, Site } from './support/site.ts';
import { topologyOf } from './support/topology.ts';
import { startTraffic } from './support/traffic.ts';
import { BUDGET, KEPT_WEB } from './support/workload.ts';

/** One lab for the whole story: a spare host for the control plane, and one more worker host than machines are wanted. */
describe('a cluster from a ClusterClass', () => {
  let lab: Lab;
  let site: Site;
  let kubectl: Kubectl;
  let topology: string;

  const hosts = ['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2', 'w-3', 's-1'];

  beforeAll(async () => {
    lab = await startLab({ name: 'story-class', controlPlanes: 3, workers: 3, spares: 1 });
    topology = await topologyOf(lab);
    site = new Site(await withoutCluster(lab), [topology]);
  });
  afterAll(() => lab?.down());

  const applied = async () => {
    const run = await site.apply({ args: ['-o', 'json'] });
    expect(run.code, run.said).toBe(0);
    return run;
  };
  const nodes = async (): Promise<{ name: string; version: string }[]> => {
    const { items } = JSON.parse(await kubectl(['get', 'nodes', '-o', 'json']));
    return items.map(
      ({ metadata, status }: { metadata: { name: string }; status: { nodeInfo: { kubeletVersion: string } } }) => ({
        name: metadata.name,
        version: status.nodeInfo.kubeletVersion,
      }),
    );
  };

  it('is installed, with what variables and patches say', async () => {
    await site.write(hosts);
    await applied();
    kubectl = await kubectlFor(lab, site.inventory, topology);
    expect((await nodes()).map(({ name }) => name)).toEqual(['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2']);
    for (const name of ['cp-1', 'cp-2', 'cp-3']) {
      expect((await lab.exec(name, 'cat /etc/kubernetes/manifests/kube-apiserver.yaml')).stdout).toMatch(/- --v=3$/m);
    }
    for (const name of ['w-1', 'w-2']) expect((await lab.exec(name, 'cat /etc/site-tier')).stdout).toBe('gold md-0\n');
  });

  it('follows its version by machines made anew, control planes first, and no request of its workload fails', async () => {
    await kubectl(['apply', '-f', '-'], `${KEPT_WEB}---${BUDGET}`);
    await eventually(120_000, async () => {
      expect(await kubectl(['get', 'deployment', 'web', '-o', 'jsonpath={.status.readyReplicas}'])).toBe('2');
    });
    const newer = await withFormerKubeProxy(
      await ensureBundle('v1.20.3'),
      lab.bundle ?? '',
      join(lab.folder, 'bundle-v1.20.3'),
    );
    await site.write(hosts, ({ spec }) => {
      spec.bundle = newer;
      spec.cluster = { topology: { version: 'v1.20.3' } };
    });
    // The only node that stays is the first that is made: from there on it asks.
    const applying = applied();
    const [traffic, run] = await Promise.all([startTraffic(lab, 's-1', kubectl), applying]);
    const { answered, failed } = await traffic.stop();
    kubectl = await kubectlFor(lab, site.inventory, topology);
    const now = await nodes();
    expect(now).toHaveLength(5);
    expect(new Set(now.map(({ version }) => version))).toEqual(new Set(['v1.20.3']));
    expect(now.map(({ name }) => name)).toEqual(expect.arrayContaining(['s-1', 'w-3']));
    const made = operationsIn(run, 'join-control-plane');
    const gone = operationsIn(run, 'remove-etcd-member');
    expect([made.length, gone.length]).toEqual([3, 3]);
    const workers = operationsIn(run, 'join-worker');
    expect(workers).toHaveLength(2);
    for (const { from } of workers) expect(from > (gone.at(-1)?.to ?? '')).toBe(true);
    expect(answered).toBeGreaterThan(300);
    expect(failed).toEqual([]);
  });
});
