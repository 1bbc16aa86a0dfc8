import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ClusterView } from '../../../src/model/observed.ts';
import { clusterViewScript, parseClusterView } from '../../../src/observe/cluster-view.ts';

function answer(name: 'curl' | 'kubectl'): string {
  return readFileSync(new URL(`../../fixtures/cluster-view/${name}.txt`, import.meta.url), 'utf8');
}

function view(stdout: string): ClusterView {
  const parsed = parseClusterView(stdout);
  if ('unavailable' in parsed) throw new Error(parsed.unavailable);
  return parsed;
}

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
    expect(seen.nodes[0]?.taints).toEqual([{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }]);
    expect(seen.etcdMembers.map(({ id, name, healthy, learner }) => [id, name, healthy, learner])).toEqual([
      ['a622e0fdce244d4', 'cp-3', true, false],
      ['4ceadaee8bb2a909', 'cp-2', true, false],
      ['80a8c4229d9a55db', 'cp-1', true, false],
    ]);
  });

  it('reads the same from kubectl and etcdctl', () => {
    expect(view(answer('kubectl'))).toEqual(view(answer('curl')));
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
