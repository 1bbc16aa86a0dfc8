import { describe, expect, it } from 'vitest';
import { fixture, inventory, readFiles } from './cases.ts';

const CLUSTER = fixture('cluster.yaml');
const CONTROL_PLANE = fixture('kubeadm-control-plane.yaml');
/** What is inside kubeadmConfigSpec has tests of its own. */
const isOurs = (line: string): boolean => !/kube-vip|public key/.test(line);
const SEEDS = { 'cluster.yaml': CLUSTER, 'control-plane.yaml': CONTROL_PLANE };

describe('documents exported from a production cluster, unedited', () => {
  it('are a cluster beside an Inventory of hosts', async () => {
    const { read, said } = await readFiles({ 'inventory.yaml': inventory(), ...SEEDS });
    expect(read?.desired.cluster).toEqual({
      name: 'b-cluster',
      endpoint: { host: '192.168.73.192', port: 6443 },
      podCidrs: ['100.96.0.0/11'],
      serviceCidrs: ['100.64.0.0/13'],
      serviceDomain: 'cluster.local',
    });
    expect(read?.desired.controlPlane).toMatchObject({ version: 'v1.21.2+vmware.1', replicas: 1, hosts: ['cp-1'] });
    const { kubeadmConfigSpec } = read?.desired.controlPlane ?? {};
    expect(kubeadmConfigSpec?.preKubeadmCommands).toHaveLength(5);
    expect(kubeadmConfigSpec?.users).toMatchObject([{ name: 'capv', sudo: 'ALL=(ALL) NOPASSWD:ALL' }]);
    expect(read?.desired.kubeVip.enabled).toBe(false);
    expect(said.filter(isOurs).map((line) => line.split(' -> ')[0])).toEqual([
      'cluster.yaml:6:3 warning Cluster b-cluster: bookkeeping of a management cluster is not used: metadata.resourceVersion, metadata.uid',
      'control-plane.yaml:5:3 warning KubeadmControlPlane b-cluster-control-plane: bookkeeping of a management cluster is not used: metadata.creationTimestamp, metadata.finalizers, metadata.generation, metadata.resourceVersion, metadata.uid',
      expect.stringMatching(
        /^control-plane\.yaml:110:27 warning cloud-provider: external: the control planes stay tainted/,
      ),
      'control-plane.yaml:133:3 warning KubeadmControlPlane b-cluster-control-plane wants 1 of the 3 hosts of role control-plane; the others stay free',
    ]);
  });

  it('are adapted by the Inventory, not by editing them', async () => {
    const kubelet = { nodeRegistration: { kubeletExtraArgs: { 'cloud-provider': null } } };
    const overlay = {
      cluster: { controlPlaneEndpoint: { host: '10.0.0.9' } },
      controlPlane: {
        replicas: 3,
        version: 'v1.21.14',
        kubeadmConfigSpec: {
          clusterConfiguration: { imageRepository: 'registry.k8s.io', dns: { imageTag: null, imageRepository: null } },
          // Its kube-vip holds the old endpoint.
          files: [],
          initConfiguration: kubelet,
          joinConfiguration: kubelet,
        },
      },
    };
    const { read, said } = await readFiles({ 'inventory.yaml': inventory({ overlay }), ...SEEDS });
    expect(said.filter((line) => isOurs(line) && !line.includes('bookkeeping'))).toEqual([]);
    const { controlPlane, cluster } = read?.desired ?? {};
    expect(cluster?.endpoint).toEqual({ host: '10.0.0.9', port: 6443 });
    expect(controlPlane).toMatchObject({ version: 'v1.21.14', hosts: ['cp-1', 'cp-2', 'cp-3'] });
    expect(controlPlane?.kubeadmConfigSpec.clusterConfiguration).toMatchObject({
      imageRepository: 'registry.k8s.io',
      dns: { type: 'CoreDNS' },
      apiServer: { timeoutForControlPlane: '8m0s' },
    });
    expect(JSON.stringify(controlPlane?.kubeadmConfigSpec.joinConfiguration)).not.toContain('external');
    expect(JSON.stringify(controlPlane?.kubeadmConfigSpec.joinConfiguration)).toContain('tls-cipher-suites');
  });

  it('say in their own words what is wrong with them, at their own place', async () => {
    const files = { ...SEEDS, 'control-plane.yaml': CONTROL_PLANE.replace('owner: root:root', 'ownr: root:root') };
    const { said } = await readFiles({ 'inventory.yaml': inventory(), ...files });
    expect(said).toContain(
      'control-plane.yaml:101:7 spec.kubeadmConfigSpec.files[0] has no field ownr -> Did you mean owner?',
    );
  });

  it('as they were published are no YAML, and the missing line is named', async () => {
    const { said } = await readFiles({
      'inventory.yaml': inventory(),
      ...SEEDS,
      'cluster.yaml': fixture('cluster.as-published.yaml'),
    });
    expect(said.filter((line) => !line.includes('warning'))).toEqual([
      'cluster.yaml:1:1 a list where a document is expected -> Take the "- " away before apiVersion, and two columns of every line below it.',
      'cluster.yaml:2:9 name below is indented as a field of kind, which has a value already -> A line is missing between the two, such as "metadata:" above name; or name is indented too far.',
    ]);
  });
});

describe('documents in one file, several files or a folder', () => {
  const whole = `${CLUSTER}---\n${CONTROL_PLANE}---\n${inventory()}`;

  it('are the same cluster', async () => {
    const one = await readFiles({ 'all.yaml': whole });
    const several = await readFiles({ 'inventory.yaml': inventory(), ...SEEDS });
    const folder = await readFiles({ 'inventory.yaml': inventory(), ...SEEDS }, ['.']);
    expect(one.read?.desired.cluster.name).toBe('b-cluster');
    expect(several.read?.desired).toEqual(one.read?.desired);
    expect(folder.read?.desired).toEqual(one.read?.desired);
  });

  it('need an Inventory beside them', async () => {
    const { said } = await readFiles(SEEDS);
    expect(said.filter((line) => !line.includes('warning'))).toEqual([
      expect.stringMatching(/^cluster\.yaml:2:1 there is no Inventory beside this Cluster: nobody says which hosts/),
    ]);
  });

  it('find a cloud controller manager among the manifests', async () => {
    const manifest = (text: string) =>
      readFiles({ 'inventory.yaml': inventory({ overlay: { manifests: ['m.yaml'] } }), ...SEEDS, 'm.yaml': text }, [
        'inventory.yaml',
        ...Object.keys(SEEDS),
      ]);
    const warned = async (text: string) => (await manifest(text)).said.some((line) => line.includes('cloud-provider'));
    const named = 'metadata: { name: vsphere-cloud-controller-manager }';
    expect(await warned(`kind: DaemonSet\n${named}\n`)).toBe(false);
    expect(await warned(`kind: ServiceAccount\n${named}\n---\nkind: Deployment\nmetadata: { name: other }\n`)).toBe(
      true,
    );
  });

  it('take what Secrets hold from Secrets given along', async () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { k: hunter2 }\n';
    const from = 'files: [{ path: /etc/x, contentFrom: { secret: { name: s, key: k } } }]';
    const files = {
      ...SEEDS,
      'control-plane.yaml': CONTROL_PLANE.replace(/files:\n[\s\S]*?(?= {4}initConf)/, `${from}\n`),
    };
    const { said } = await readFiles({ 'inventory.yaml': inventory(), ...files, 'secret.yaml': secret });
    expect(said.join('\n')).not.toContain('hunter2');
    const without = await readFiles({ 'inventory.yaml': inventory(), ...files });
    expect(without.said.join('\n')).toMatch(
      /control-plane\.yaml:\d+:\d+ the Secret s is not among the documents given/,
    );
  });
});
