import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killNode, switchOnNode } from '../lab/faults.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { changedSince, lastingFacts, markNow } from './support/bareness.ts';
import { installer } from './support/installer.ts';
import { eventually, type Kubectl, kubectlFor } from './support/kubectl.ts';

const NODES = ['cp-1', 'cp-2', 'cp-3', 'w-1', 'w-2'];

/** One heavy lab for the whole story; each test goes on from where the one before left it. */
describe('three control planes and two workers, from bare', () => {
  let lab: Lab;
  let bare: Record<string, unknown>;
  let kubectl: Kubectl;

  beforeAll(async () => {
    lab = await startLab({ name: 'story-ha', controlPlanes: 3, workers: 2 });
    bare = await lastingFacts(lab.inventoryPath);
  });
  afterAll(() => lab?.down());

  const apply = (options = {}) => installer(['apply', '-f', lab.inventoryPath, '--yes'], options);

  it('shows the plan and changes nothing in a dry run', async () => {
    await markNow(lab);
    const plan = await installer(['plan', '-f', lab.inventoryPath, '-o', 'json', '--detailed-exitcode']);
    expect(plan.code, plan.said).toBe(2);
    expect(JSON.parse(plan.stdout).summary).toEqual({ create: 5, update: 0, delete: 0 });
    const dry = await installer(['apply', '-f', lab.inventoryPath, '--dry-run']);
    expect(dry.code, dry.said).toBe(0);
    expect(await changedSince(lab, NODES)).toEqual([]);
  });

  it.each([
    ['package install', /: (Unpacking|Setting up) /],
    ['kubeadm init', /init-control-plane: \[(control-plane|wait-control-plane|etcd)\]/],
    ['a worker join', /join-worker: \[kubelet-start\]/],
    ['a control-plane join', /join-control-plane: \[(kubelet-start|etcd|control-plane)\]/],
  ])('is killed in the middle of %s', async (_what, endAt) => {
    const killed = await apply({ endAt });
    expect(killed.signal, killed.said).toBe('SIGKILL');
    expect(killed.said).toMatch(endAt);
  });

  it('is finished by the next apply, with no hand laid on a host', async () => {
    const run = await apply();
    expect(run.code, run.said).toBe(0);
    const status = await installer(['status', '-f', lab.inventoryPath, '-o', 'json']);
    const { phase, machines } = JSON.parse(status.stdout);
    expect(phase).toBe('Provisioned');
    expect(
      machines.map(({ name, phase, ready }: { name: string; phase: string; ready: boolean }) => [name, phase, ready]),
    ).toEqual(NODES.map((name) => [name, 'Running', true]));
    kubectl = await kubectlFor(lab);
  });

  it('has one etcd member for each control plane', async () => {
    const members = await kubectl([
      ...['-n', 'kube-system', 'exec', 'etcd-cp-1', '--', 'etcdctl', '--endpoints=https://127.0.0.1:2379'],
      ...['--cacert=/etc/kubernetes/pki/etcd/ca.crt', '--cert=/etc/kubernetes/pki/etcd/server.crt'],
      ...['--key=/etc/kubernetes/pki/etcd/server.key', 'member', 'list'],
    ]);
    const names = members
      .trim()
      .split('\n')
      .map((line) => line.split(', ')[2]);
    expect(names.toSorted()).toEqual(['cp-1', 'cp-2', 'cp-3']);
  });

  it('changes nothing when applied again: one connection, three round trips a host', async () => {
    await markNow(lab);
    const run = await installer(['apply', '-f', lab.inventoryPath, '--yes', '-o', 'json']);
    expect(run.code, run.said).toBe(0);
    const last = JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '{}');
    expect(last).toMatchObject({ type: 'run-finished', ok: true, changed: 0 });
    expect(last.summary).toMatch(/5 hosts looked at, one connection and at most [123] round trips? each/);
    const ours = (await changedSince(lab, NODES)).filter(
      (path) => !/\/var\/lib\/(etcd|kubelet|containerd|cni)\//.test(path),
    );
    expect(ours).toEqual([]);
  });

  it('runs a Deployment whose pods reach each other across nodes', async () => {
    await kubectl(['apply', '-f', '-'], WORKLOAD);
    await eventually(120_000, async () => {
      const ready = await kubectl(['get', 'deployment', 'hello', '-o', 'jsonpath={.status.readyReplicas}']);
      expect(ready).toBe('3');
    });
    const { items } = JSON.parse(await kubectl(['get', 'pods', '-l', 'app=hello', '-o', 'json']));
    const pods: { name: string; node: string; ip: string }[] = items.map(
      (pod: { metadata: { name: string }; spec: { nodeName: string }; status: { podIP: string } }) => ({
        name: pod.metadata.name,
        node: pod.spec.nodeName,
        ip: pod.status.podIP,
      }),
    );
    expect(new Set(pods.map(({ node }) => node)).size).toBeGreaterThan(1);
    for (const from of pods) {
      for (const to of pods.filter(({ node }) => node !== from.node)) {
        const answer = await eventually(30_000, () =>
          kubectl(['exec', from.name, '--', '/lab-agent', 'get', `http://${to.ip}:8080/`]),
        );
        expect(answer).toContain(to.name);
      }
    }
  });

  it('answers through the VIP again when the control plane that held it has died', async () => {
    const holders = await holdersOfVip(lab);
    expect(holders).toHaveLength(1);
    const [holder = ''] = holders;
    await killNode(lab, holder);
    await eventually(90_000, () => kubectl(['get', '--raw', '/readyz']));
    const others = ['cp-1', 'cp-2', 'cp-3'].filter((name) => name !== holder);
    expect(others).toContain((await holdersOfVip(lab, others))[0]);

    const run = await installer(['apply', '-f', lab.inventoryPath, '--yes']);
    expect(run.code, run.said).toBe(11);
    expect(run.stderr).toContain(holder);

    await switchOnNode(lab, holder);
    const again = await apply();
    expect(again.code, again.said).toBe(0);
  });

  it('is reset to hosts as bare as before', async () => {
    const refused = await installer(['reset', '-f', lab.inventoryPath, '--confirm-delete', 'another']);
    expect(refused.code, refused.said).toBe(64);
    const run = await installer(['reset', '-f', lab.inventoryPath, '--confirm-delete', lab.name]);
    expect(run.code, run.said).toBe(0);
    expect(await lastingFacts(lab.inventoryPath)).toEqual(bare);
    expect(await holdersOfVip(lab)).toEqual([]);
  });

  it('is made again on the same hosts', async () => {
    const run = await apply();
    expect(run.code, run.said).toBe(0);
    const again = await kubectlFor(lab);
    const nodes = JSON.parse(await again(['get', 'nodes', '-o', 'json']));
    expect(nodes.items).toHaveLength(5);
  });
});

async function holdersOfVip(lab: Lab, nodes = ['cp-1', 'cp-2', 'cp-3']): Promise<string[]> {
  const answers = await Promise.all(
    nodes.map(async (node) => ((await lab.exec(node, 'ip -o addr')).stdout.includes(` ${lab.vip}/`) ? [node] : [])),
  );
  return answers.flat();
}

const WORKLOAD = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: hello }
spec:
  replicas: 3
  selector: { matchLabels: { app: hello } }
  template:
    metadata: { labels: { app: hello } }
    spec:
      topologySpreadConstraints:
        - { maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: hello } } }
      containers:
        - name: hello
          image: lab.local/tool:1
          imagePullPolicy: IfNotPresent
          args: [serve]
          readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }
`;
