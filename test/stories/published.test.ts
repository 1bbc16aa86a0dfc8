import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBundle } from '../lab/bundle.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { ETCD_TIMES, IGNORED, PUBLISHED, publishedFile, withoutCluster } from './support/documents.ts';
import type { LabInventory } from './support/edited-inventory.ts';
import { eventually, type Kubectl, kubectlFor } from './support/kubectl.ts';
import { eventsOf, operationsIn, Site } from './support/site.ts';
import { startTraffic } from './support/traffic.ts';
import { watchChanges } from './support/watch-changes.ts';
import { BUDGET, KEPT_WEB } from './support/workload.ts';

const CONTROL_PLANES = ['cp-1', 'cp-2', 'cp-3'];
const WORKERS = ['w-1', 'w-2', 'w-3'];
const HOSTS = [...CONTROL_PLANES, ...WORKERS, 's-1'];
const CIPHERS = 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256';

/**
 * Documents that a management cluster published, unedited, beside the hosts of a lab whose addresses are those that the
 * documents name. One lab for the whole story; each test goes on from where the one before left it.
 */
describe('a cluster from published documents, through its life', () => {
  let lab: Lab;
  let site: Site;
  let kubectl: Kubectl;
  let newer: string;

  beforeAll(async () => {
    const counts = { controlPlanes: 3, workers: 3, spares: 1 };
    lab = await startLab({ name: 'b-cluster', ...counts, subnet: '192.168.73.0/24', vip: 192 });
    newer = await ensureBundle('v1.20.3');
    site = new Site(await withoutCluster(lab), PUBLISHED);
  });
  afterAll(() => lab?.down());

  /** What of the documents does not fit this site, and what they leave open. */
  const adapted = (edit: (spec: LabInventory['spec']) => void = () => undefined) =>
    site.write(HOSTS, ({ spec }) => {
      const withoutCloud = { kubeletExtraArgs: { 'cloud-provider': null }, ...IGNORED };
      const local = { imageRepository: null, imageTag: null, extraArgs: ETCD_TIMES };
      spec.controlPlane = {
        version: 'v1.20.2',
        replicas: 3,
        kubeadmConfigSpec: {
          clusterConfiguration: {
            imageRepository: 'k8s.gcr.io',
            dns: { imageRepository: null, imageTag: null },
            apiServer: { extraArgs: { 'cloud-provider': null } },
            controllerManager: { extraArgs: { 'cloud-provider': null } },
            etcd: { local },
          },
          initConfiguration: { nodeRegistration: withoutCloud },
          joinConfiguration: { nodeRegistration: withoutCloud },
        },
      };
      spec.machineDeployments = [
        { name: 'workers', replicas: 3, kubeadmConfigSpec: { joinConfiguration: { nodeRegistration: IGNORED } } },
      ];
      edit(spec);
    });
  const upgraded =
    (workers: object = {}) =>
    (spec: LabInventory['spec']) => {
      spec.bundle = newer;
      Object.assign(spec.controlPlane as object, {
        version: 'v1.20.3',
        rolloutStrategy: { type: 'InPlace', rollingUpdate: null },
      });
      const [deployment] = spec.machineDeployments as object[];
      Object.assign(deployment ?? {}, { strategy: { type: 'InPlace' }, ...workers });
    };
  const applied = async () => {
    const run = await site.apply({ args: ['-o', 'json'] });
    expect(run.code, run.said).toBe(0);
    return run;
  };
  const onEach = async (nodes: readonly string[], command: string) =>
    Promise.all(nodes.map(async (node) => (await lab.exec(node, command)).stdout.trim()));
  const versions = async () =>
    (await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[*].status.nodeInfo.kubeletVersion}'])).split(' ');
  const nodes = async () =>
    (await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[*].metadata.name}'])).split(' ').toSorted();

  it('forms on the hosts, and everything is on them that the documents say', async () => {
    await adapted();
    await applied();
    kubectl = await kubectlFor(lab, site.inventory, ...PUBLISHED);
    expect(await nodes()).toEqual([...CONTROL_PLANES, ...WORKERS]);

    for (const name of CONTROL_PLANES) {
      const { stdout: hosts } = await lab.exec(name, 'cat /etc/hosts');
      expect(hosts.startsWith('::1         ipv6-localhost ipv6-loopback\n127.0.0.1   localhost\n')).toBe(true);
      expect(hosts).toContain(`127.0.0.1   ${name}\n`);
      expect((await lab.exec(name, 'cat /etc/hostname')).stdout).toBe(`${name}\n`);
      expect((await lab.exec(name, 'sudo -l -U capv')).stdout).toContain('(ALL) NOPASSWD: ALL');
      expect((await lab.exec(name, 'cat ~capv/.ssh/authorized_keys')).stdout).toContain('ssh-rsa');
      const { stdout: api } = await lab.exec(name, 'cat /etc/kubernetes/manifests/kube-apiserver.yaml');
      expect(api).toContain(`--tls-cipher-suites=${CIPHERS}`);
      expect(api).not.toContain('cloud-provider');
      expect((await lab.exec(name, 'cat /etc/kubernetes/manifests/etcd.yaml')).stdout).toContain(
        `--cipher-suites=${CIPHERS}`,
      );
      const { stdout: kubelet } = await lab.exec(name, "tr '\\0' ' ' </proc/$(pidof kubelet)/cmdline");
      expect(kubelet).toContain(`--tls-cipher-suites=${CIPHERS}`);
    }
    const kubeVip = await publishedFile('/etc/kubernetes/manifests/kube-vip.yaml');
    expect(await onEach(CONTROL_PLANES, 'cat /etc/kubernetes/manifests/kube-vip.yaml')).toEqual(
      CONTROL_PLANES.map(() => kubeVip.trim()),
    );
    expect(await onEach(CONTROL_PLANES, 'ls /etc/kubernetes/manifests | grep -c vip')).toEqual(['1', '1', '1']);
    const holders = await onEach(CONTROL_PLANES, `ip -o addr | grep -c ' ${lab.vip}/' || true`);
    expect(holders.toSorted()).toEqual(['0', '0', '1']);
  });

  it('has nothing to do afterwards, and runs no command of theirs again', async () => {
    const before = await onEach(CONTROL_PLANES, 'stat -c %Y /etc/hosts /etc/hostname');
    const run = await site.apply();
    expect(run.code, run.said).toBe(0);
    expect(run.said).toMatch(/nothing to do/);
    expect(await onEach(CONTROL_PLANES, 'stat -c %Y /etc/hosts /etc/hostname')).toEqual(before);
  });

  it('is upgraded in place, control planes first and one at a time, and no request of its workload fails', async () => {
    await kubectl(['apply', '-f', '-'], `${KEPT_WEB}---${BUDGET}`);
    await eventually(120_000, async () => {
      expect(await kubectl(['get', 'deployment', 'web', '-o', 'jsonpath={.status.readyReplicas}'])).toBe('2');
    });
    await adapted(upgraded());
    const traffic = await startTraffic(lab, 'cp-1', kubectl);
    const run = await applied();
    const { answered, failed } = await traffic.stop();
    expect(await versions()).toEqual([...CONTROL_PLANES, ...WORKERS].map(() => 'v1.20.3'));
    const upgrades = operationsIn(run, 'upgrade-node');
    expect(upgrades.map(({ host }) => host)).toEqual([...CONTROL_PLANES, ...WORKERS]);
    for (const [i, { from }] of upgrades.entries()) expect(from >= (upgrades[i - 1]?.to ?? '')).toBe(true);
    for (const name of CONTROL_PLANES) {
      const { stdout } = await lab.exec(name, 'grep image: /etc/kubernetes/manifests/kube-apiserver.yaml');
      expect(stdout).toContain(':v1.20.3');
    }
    const proxy = ['-n', 'kube-system', 'get', 'daemonset', 'kube-proxy', '-o'];
    expect(await kubectl([...proxy, 'jsonpath={.spec.template.spec.containers[0].image}'])).toMatch(/:v1\.20\.3$/);
    expect(answered).toBeGreaterThan(300);
    expect(failed).toEqual([]);
  });

  it('rolls its workers to another specification, with one missing at a time, and back again', async () => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
    const joinConfiguration = { nodeRegistration: IGNORED };
    const tier = (name: string) => ({ path: '/etc/site-tier', content: `${name}\n` });
    const roll = async (files: object[]) => {
      await adapted(upgraded({ strategy, kubeadmConfigSpec: { joinConfiguration, files } }));
      const ready = watchChanges(async () => {
        const conditions = '{.items[*].status.conditions[?(@.type=="Ready")].status}';
        const all = await kubectl([
          'get',
          'nodes',
          '-l',
          '!node-role.kubernetes.io/master',
          '-o',
          `jsonpath=${conditions}`,
        ]);
        return all.split(' ').filter((status) => status === 'True').length;
      });
      const run = await applied();
      expect(Math.min(...(await ready.stop()))).toBe(2);
      expect(operationsIn(run, 'join-worker').map(({ host }) => host)).toEqual(WORKERS);
      expect(await nodes()).toEqual([...CONTROL_PLANES, ...WORKERS]);
    };
    await roll([tier('gold')]);
    expect(await onEach(WORKERS, 'cat /etc/site-tier')).toEqual(['gold', 'gold', 'gold']);
    await roll([]);
    expect(await onEach(WORKERS, 'ls /etc/site-tier 2>/dev/null || true')).toEqual(['', '', '']);
  });

  const CHECK = {
    name: 'workers-away',
    selector: { matchLabels: { 'cluster.x-k8s.io/deployment-name': 'workers' } },
    unhealthyConditions: [{ type: 'Ready', status: 'Unknown', timeout: '5s' }],
    maxUnhealthy: '40%',
  };
  const heal = (...args: string[]) =>
    site.run(['heal', ...site.files, '--yes', '--confirm-delete', lab.name, '-o', 'json', ...args]);
  /** What the check says once it finds so many machines unhealthy. */
  const verdict = (unhealthy: number) =>
    eventually(120_000, async () => {
      const { healthChecks = [] } = await site.status();
      const machines = healthChecks[0]?.machines ?? [];
      expect(machines.filter((machine) => machine.unhealthy)).toHaveLength(unhealthy);
      return machines;
    });

  it('replaces a worker of which the kubelet died by a spare, when asked to heal', async () => {
    await adapted((spec) => {
      upgraded()(spec);
      spec.machineHealthChecks = [CHECK];
    });
    await lab.exec('w-2', 'systemctl disable --now kubelet');
    expect(await verdict(1)).toMatchObject([{ name: 'w-2', replaced: true }]);
    const dry = await heal('--dry-run');
    expect(dry.code, dry.said).toBe(0);
    expect(await nodes()).toEqual([...CONTROL_PLANES, ...WORKERS]);

    const run = await heal();
    expect(run.code, run.said).toBe(0);
    expect(await nodes()).toEqual([...CONTROL_PLANES, 's-1', 'w-1', 'w-3']);
    expect(await versions()).toEqual([...CONTROL_PLANES, ...WORKERS].map(() => 'v1.20.3'));
    expect((await lab.exec('w-2', 'ls /etc/kubernetes /etc/installer 2>/dev/null || true')).stdout.trim()).toBe('');
  });

  it('leaves two of three alone, and says why', async () => {
    for (const name of ['w-1', 'w-3']) await lab.exec(name, 'systemctl stop kubelet');
    const machines = await verdict(2);
    for (const { replaced, whyNot } of machines) {
      expect(replaced).toBe(false);
      expect(whyNot).toBe('2 of 3 not healthy, maxUnhealthy is 40%: 1');
    }
    const run = await heal();
    expect(run.code, run.said).toBe(0);
    expect(eventsOf(run).at(-1)).toMatchObject({ type: 'run-finished', changed: 0 });
    expect(await nodes()).toEqual([...CONTROL_PLANES, 's-1', 'w-1', 'w-3']);
  });
});
