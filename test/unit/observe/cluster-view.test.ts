import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { machineSetResource } from '../../../src/model/machine-set-resource.ts';
import type { ClusterView } from '../../../src/model/observed.ts';
import { clusterViewScript, parseClusterView } from '../../../src/observe/cluster-view.ts';
import { machineSet } from '../../support/machine-set.ts';

function answer(name: 'curl' | 'kubectl'): string {
  return readFileSync(new URL(`../../fixtures/cluster-view/${name}.txt`, import.meta.url), 'utf8');
}

function view(stdout: string): ClusterView {
  const parsed = parseClusterView(stdout);
  if ('unavailable' in parsed) throw new Error(parsed.unavailable);
  return parsed;
}

const QUESTION = { node: 'cp-1', address: '10.77.1.11', port: 6443, endpoint: { host: '10.77.1.100', port: 6443 } };
const SET = machineSet('workers', 2);
const { metadata: SET_METADATA, ...SET_REST } = machineSetResource(SET);
const KEPT_SET = { ...SET_REST, metadata: { ...SET_METADATA, creationTimestamp: SET.createdAt } };

describe('parseClusterView', () => {
  it('reads a healthy cluster of five', () => {
    const seen = view(answer('curl'));
    expect(seen).toMatchObject({
      via: 'cp-1',
      uid: 'd1f69920-b49a-47a5-ba84-efca293bd790',
      kubernetesVersion: 'v1.20.2',
      endpointAnswers: true,
      appliedManifests: {},
    });
    expect(seen.nodes.map(({ name, ready, controlPlane }) => [name, ready, controlPlane])).toEqual([
      ['cp-1', true, true],
      ['cp-2', true, true],
      ['cp-3', true, true],
      ['w-1', true, false],
      ['w-2', true, false],
    ]);
    expect(seen.nodes[3]).toMatchObject({ internalIp: '10.77.1.21', podCidr: '10.244.4.0/24', taints: [] });
    expect(seen.nodes[0]).toMatchObject({
      machineId: expect.stringMatching(/^[0-9a-f]{32}$/),
      systemUuid: expect.stringMatching(/^[0-9a-f-]+$/),
    });
    expect(seen.nodes[0]).not.toHaveProperty('unreachable');
    expect(seen.nodes[0]?.conditions?.map(({ type, status }) => [type, status])).toContainEqual(['Ready', 'True']);
    expect(seen.nodes[0]?.conditions?.every(({ since }) => !Number.isNaN(Date.parse(since ?? '')))).toBe(true);
    expect(seen.nodes[0]?.taints).toEqual([{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }]);
    expect(seen.etcdMembers.map(({ id, name, healthy, learner }) => [id, name, healthy, learner])).toEqual([
      ['a622e0fdce244d4', 'cp-3', true, false],
      ['4ceadaee8bb2a909', 'cp-2', true, false],
      ['80a8c4229d9a55db', 'cp-1', true, false],
    ]);
    expect(seen.etcdMembers.map(({ leader }) => leader)).toEqual([false, true, false]);
    expect(seen.etcdMembers[1]?.clientUrls).toEqual(['https://10.77.1.12:2379']);
    expect(seen.records.map(({ name, owner, createdAt }) => [name, owner, createdAt])).toEqual([
      ['cp-1', 'control-plane', '2026-11-23T08:44:58Z'],
      ['w-1', 'workers', '2026-11-23T08:45:00Z'],
    ]);
  });

  it('reads the same from kubectl and etcdctl', () => {
    expect(view(answer('kubectl'))).toEqual(view(answer('curl')));
  });

  it.each([
    ['none where the cluster knows no such thing', '{}\n##http:404', []],
    ['those that there are', `${JSON.stringify({ items: [KEPT_SET] })}\n##http:200`, [SET]],
    ['nothing where the API server does not tell', '{}\n##http:403', undefined],
  ])('reads revisions of what owners want: %s', (_, said, machineSets) => {
    const told = answer('curl').replace(
      '##why:',
      `${said} https://10.77.1.11:6443/apis/installer.dev/v1alpha1/machinesets\n##why:`,
    );
    expect(view(told).machineSets).toEqual(machineSets);
    expect(clusterViewScript(QUESTION)).toContain('$server/apis/installer.dev/v1alpha1/machinesets"');
  });

  it('reads the ClusterConfiguration that the cluster keeps for kubeadm', () => {
    const path = '/api/v1/namespaces/kube-system/configmaps/kubeadm-config';
    const kept = JSON.stringify({ data: { ClusterConfiguration: 'kubernetesVersion: v1.20.2\n' } });
    const told = answer('curl').replace('##why:', `${kept}\n##http:200 https://10.77.1.11:6443${path}\n##why:`);
    expect(view(told).clusterConfiguration).toBe('kubernetesVersion: v1.20.2\n');
    expect(view(answer('curl'))).not.toHaveProperty('clusterConfiguration');
    expect(clusterViewScript(QUESTION)).toContain(`$server${path}"`);
  });

  it('tells whether it was us who closed a node', () => {
    const closed = answer('curl').replace('"annotations":{', '"annotations":{"installer.dev/closed-for-upgrade":"",');
    expect(view(closed).nodes.map(({ closedForUpgrade }) => closedForUpgrade)).toEqual([true, ...Array(4)]);
  });

  it('tells a member that is down, a learner and a member that never started', () => {
    const text = answer('curl')
      .replace(/##health:200 (https:\/\/10\.77\.1\.12)/, '##health:000 $1')
      .replace('"name":"cp-3","peerURLs"', '"name":"","peerURLs"')
      .replace('"clientURLs":["https://10.77.1.13:2379"]', '"isLearner":true');
    expect(view(text).etcdMembers).toMatchObject([
      { name: '', learner: true },
      { name: 'cp-2', healthy: false, learner: false },
      { name: 'cp-1', healthy: true },
    ]);
    expect(view(text).etcdMembers[0]).not.toHaveProperty('healthy');
  });

  it('tells whether each static pod of the control planes is ready', () => {
    const pods = view(answer('curl')).controlPlanePods ?? [];
    expect(pods).toHaveLength(12);
    expect(pods.slice(0, 4)).toEqual(
      ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((component) => ({
        node: 'cp-1',
        component,
        ready: true,
      })),
    );
    const marker = '##http:200 https://10.77.1.11:6443/version';
    const [before = '', after = ''] = answer('curl').split(marker);
    const stopped =
      before + marker + after.replace('"type":"Ready","status":"True"', '"type":"Ready","status":"False"');
    expect(view(stopped).controlPlanePods?.filter(({ ready }) => !ready)).toEqual([
      { node: 'cp-1', component: 'etcd', ready: false },
    ]);
    expect(view(stopped.replace(/##http:200 (\S+pods\?)/, '##http:500 $1'))).not.toHaveProperty('controlPlanePods');
  });

  it('tells no leader where etcd has none, or does not tell', () => {
    const none = answer('curl').replace('"leader":"5542483009513629961"', '"leader":"0"');
    const silent = answer('curl').replace(/##http:200 (\S+maintenance)/, '##http:000 $1');
    for (const text of [none, silent]) {
      expect(view(text).etcdMembers).toHaveLength(3);
      for (const member of view(text).etcdMembers) expect(member).not.toHaveProperty('leader');
    }
  });

  it('knows no records where the cluster keeps none yet', () => {
    expect(view(answer('curl').replace(/##http:200 (\S+\/machines)/, '##http:404 $1')).records).toEqual([]);
  });

  it.each([
    [/##http:200 (\S+\/machines)/, '##http:503 $1', 'the API server answered 503'],
    [/##http:200 \S+\/machines\n/, '', 'the API server gave no answer'],
    [/\{"apiVersion":"installer.dev\/v1alpha1","items":\[/, '[', 'the API server gave no answer'],
  ])('takes records that are not told for no answer, never for none: %s', (found, instead, why) => {
    const text = answer('curl').replace(found, instead);
    expect(parseClusterView(text)).toEqual({ unavailable: `the machine records are not told: ${why}` });
  });

  it('tells a node whose kubelet is lost', () => {
    const text = answer('curl').replace(/("type":"Ready","status":)"True"/, '$1"Unknown"');
    expect(view(text).nodes[0]).toMatchObject({ ready: false, unreachable: true });
    expect(view(text).nodes[1]).not.toHaveProperty('unreachable');
  });

  it('says why a node is not ready', () => {
    const text = answer('curl').replace(
      /("type":"Ready","status":)"True"([^}]*"reason":)"[^"]*"([^}]*"message":)"[^"]*"/,
      '$1"False"$2"KubeletNotReady"$3"cni plugin not initialized"',
    );
    expect(view(text).nodes[0]).toMatchObject({
      ready: false,
      notReadyReason: 'KubeletNotReady: cni plugin not initialized',
    });
  });

  it('reads which manifests were applied', () => {
    const body = '{"kind":"ConfigMap","data":{"routes.yaml":"abc","cni.yaml":"def"}}';
    const text = answer('curl').replace(/\{"kind":"Status".*\n\n##http:404/, `${body}\n\n##http:200`);
    expect(view(text).appliedManifests).toEqual({ 'routes.yaml': 'abc', 'cni.yaml': 'def' });
  });

  it('reads which machines were given up as unhealthy, as far as it understands', () => {
    expect(view(answer('curl'))).not.toHaveProperty('pastRemediations');
    const data = {
      'w-1': JSON.stringify({ role: 'worker', timestamp: '2026-02-01T00:00:00.000Z', retryCount: 1 }),
      'w-2': JSON.stringify({ role: 'worker', timestamp: 'yesterday', retryCount: 1 }),
      'w-3': 'no JSON',
    };
    const body = JSON.stringify({ kind: 'ConfigMap', data });
    const path = '/api/v1/namespaces/kube-system/configmaps/installer-remediations';
    const text = answer('curl').replace(/(##http:200 (\S+)\/version\n)/, `$1${body}\n\n##http:200 $2${path}\n`);
    expect(view(text).pastRemediations).toEqual([
      { machine: 'w-1', role: 'worker', timestamp: '2026-02-01T00:00:00.000Z', retryCount: 1 },
    ]);
  });

  it.each(['##endpoint:000', '##endpoint:', '##endpoint:503'])('takes %s for silence', (line) => {
    expect(view(answer('curl').replace('##endpoint:200', line)).endpointAnswers).toBe(false);
  });

  it.each([
    ['', 'the API server gave no answer'],
    [
      '##via:cp-1\n##http:000 https://10.0.0.1:6443/api/v1/nodes\n##why:curl: (7) Failed to connect to 10.0.0.1 port 6443: Connection refused\n##end\n',
      'Failed to connect to 10.0.0.1 port 6443: Connection refused',
    ],
    [
      '{"kind":"Status","message":"nodes is forbidden"}\n##http:403 https://10.0.0.1:6443/api/v1/nodes\n##why:\n',
      'the API server answered 403: nodes is forbidden',
    ],
    [
      '##http:500 /api/v1/nodes\n##why:error: the server has asked for the client to provide credentials\n',
      'error: the server has asked for the client to provide credentials',
    ],
    ['{"items":[\n##http:200 https://10.0.0.1:6443/api/v1/nodes\n', 'the API server gave no answer'],
  ])('says why there is no answer: %j', (stdout, unavailable) => {
    expect(parseClusterView(stdout)).toEqual({ unavailable });
  });
});

describe('clusterViewScript', () => {
  it('quotes what comes from the inventory, and asks the own API server', () => {
    const script = clusterViewScript({
      node: "cp-1'; reboot",
      address: 'fd00::11',
      port: 7443,
      endpoint: { host: 'api.example.com', port: 443 },
    });
    expect(script).toContain("node='cp-1'\\''; reboot'");
    expect(script).toContain("server='https://[fd00::11]:7443'");
    expect(script).toContain("endpoint='https://api.example.com:443'");
  });
});
