import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factsComplete, parseFacts } from '../../../src/observe/facts-script.ts';

const FOLDER = new URL('../../fixtures/facts/', import.meta.url);
const GOLDEN = new URL('../../golden/facts/', import.meta.url);
/** Shortly after the answers were taken. */
const WHEN = { sentAtMs: 1_795_413_913_000, receivedAtMs: 1_795_413_914_000 };

function fixture(name: string): string {
  return readFileSync(new URL(`${name}.txt`, FOLDER), 'utf8');
}

function facts(name: string) {
  return parseFacts(fixture(name), WHEN);
}

describe('parseFacts', () => {
  for (const file of readdirSync(FOLDER)) {
    const name = file.replace(/\.txt$/, '');
    it(`reads ${name} as it always did`, async () => {
      const text = `${JSON.stringify(facts(name), null, 2)}\n`;
      await expect(text).toMatchFileSnapshot(new URL(`${name}.json`, GOLDEN).pathname);
    });
  }

  it('tells a bare host', () => {
    const bare = facts('debian-12-bare');
    expect(bare).toMatchObject({
      hostname: 'cp-1',
      os: { id: 'debian', versionId: '12', prettyName: 'Debian GNU/Linux 12 (bookworm)' },
      systemd: true,
      arch: 'amd64',
      cpus: 2,
      root: true,
      swap: [],
      binaries: {},
      packageManager: { kind: 'apt' },
      defaultRoute: { interface: 'eth0', gateway: '10.77.2.1' },
      kubeadm: { kubelet: 'absent', manifests: [], etcdData: false, bootstrapRunning: false },
      leftovers: { cniConfigs: [], iptablesChains: 0, directories: [] },
    });
    expect(bare.containerd).toBeUndefined();
    expect(bare.machine).toBeUndefined();
  });

  it('tells a real control plane that we know nothing of', () => {
    const node = facts('debian-12-control-plane');
    expect(node.kubeadm.manifests).toContain('kube-apiserver.yaml');
    expect(node.kubeadm.apiServer).toBe('https://10.77.1.100:6443');
    expect(node.kubeadm.pki).toContain('etcd/ca.key');
    // As printed by: openssl x509 -pubkey -in ca.crt | openssl pkey -pubin -outform der | openssl dgst -sha256
    expect(node.kubeadm.caCertHash).toBe('64b5df86610128233df7bba891b7d5a50c4e9af02c269e3850268dbd5267e2e4');
    expect(node.kubeadm.apiserverCertDaysLeft).toBe(364);
    expect(node.kubeadm.containers).toEqual(expect.arrayContaining(['etcd', 'kube-apiserver', 'kube-vip']));
    expect(node.binaries).toEqual({ kubeadm: 'v1.20.2', kubelet: 'v1.20.2', kubectl: 'v1.20.2', crictl: 'unknown' });
    expect(node.containerd).toEqual({ version: '1.6.20', active: true });
    expect(node.listening).toContainEqual({ port: 10257, address: '127.0.0.1', process: 'kube-controller' });
    expect(node.machine).toBeUndefined();
  });

  it('takes versions from the mark where the programs were not asked', () => {
    const settled = facts('settled-control-plane');
    expect(settled.binaries).toEqual({ kubeadm: 'v1.20.2', kubelet: 'v1.20.2', kubectl: 'v1.20.2', crictl: 'unknown' });
    expect(settled.machine).toMatchObject({ cluster: 'lab', machine: 'cp-1', phase: 'bootstrapped' });
    expect(settled.kubeadm.bootstrapRunning).toBe(true);
    expect(settled.store).toEqual([
      { sha256: 'a'.repeat(64), sizeBytes: 42_833_920, partial: false },
      { sha256: '0123456789abcdef'.repeat(4), sizeBytes: 1_048_576, partial: true },
    ]);
    expect(settled.listening).toContainEqual({ port: 6443, address: '::' });
  });

  it('tells who is at the package manager, and what an earlier one left half done', () => {
    expect(facts('ubuntu-22.04-busy').packageManager).toEqual({
      kind: 'apt',
      lockedBy: 'unattended-upgr',
      broken: 'linux-firmware is half-configured, dpkg was interrupted',
    });
    expect(facts('rocky-9-not-root').packageManager).toEqual({ kind: 'dnf', lockedBy: 'dnf' });
  });

  it('tells that a script of ours is still at work', () => {
    expect(facts('ubuntu-22.04-busy').ownRunActive).toBeUndefined();
    const held = fixture('ubuntu-22.04-busy').replace('##facts:locks\n', '##facts:locks\nown-run\n');
    expect(parseFacts(held, WHEN).ownRunActive).toBe(true);
    expect(parseFacts(held, WHEN).packageManager.lockedBy).toBe('unattended-upgr');
  });

  it('does not take another lock on the same inode number of another disk for the package manager', () => {
    const text = fixture('ubuntu-22.04-busy').replaceAll(/^fc:00:(26241[34])/gm, 'fd:00:$1');
    expect(parseFacts(text, WHEN).packageManager.lockedBy).toBeUndefined();
  });

  it('reads a virtual machine with several disks, swap and pinned CPUs', () => {
    const ubuntu = facts('ubuntu-22.04-busy');
    expect(ubuntu.cpus).toBe(3);
    expect(ubuntu.arch).toBe('amd64');
    expect(ubuntu.cgroup).toBe('v2');
    expect(ubuntu.timeSynchronized).toBe(true);
    expect(ubuntu.productUuid).toBe('4c4c4544-0051-3510-8057-b4c04f4d4e32');
    expect(ubuntu.swap).toEqual([{ device: '/swap.img', sizeBytes: 4_005_884 * 1024 }]);
    expect(ubuntu.disks).toContainEqual({ mount: '/var/lib', totalBytes: 5_217_320_960, freeBytes: 130_023_424 });
    expect(ubuntu.loadableModules).toContain('br_netfilter');
    expect(ubuntu.modules).not.toContain('br_netfilter');
    expect(ubuntu.listening).toContainEqual({ port: 53, address: '127.0.0.53', process: 'systemd-resolve' });
  });

  it('reads a host without ss, without %N, with a df in kilobytes and no root', () => {
    const rocky = facts('rocky-9-not-root');
    expect(rocky.root).toBe(false);
    expect(rocky.arch).toBe('arm64');
    expect(rocky.timeSynchronized).toBe(false);
    expect(rocky.disks).toEqual([{ mount: '/', totalBytes: 17_811_456 * 1024, freeBytes: 15_714_304 * 1024 }]);
    expect(rocky.clockOffsetMs).toBe(0);
    expect(rocky.defaultRoute).toEqual({ interface: 'ens3', gateway: '192.168.1.1' });
    expect(rocky.listening).toContainEqual({ port: 3306, address: '2001:db8:0:1::40' });
  });

  it('finds what a former cluster left', () => {
    const dirty = facts('dirty');
    expect(dirty.leftovers).toEqual({
      cniConfigs: ['05-cilium.conflist'],
      cniLinks: ['cilium_host', 'cilium_net', 'kube-ipvs0'],
      iptablesChains: 57,
      ipvsServers: 2,
      homeKubeconfig: true,
      directories: ['/var/lib/kubelet', '/var/lib/etcd', '/var/lib/cni'],
      capiSentinel: true,
    });
    expect(dirty.kubeadm).toMatchObject({ kubelet: 'failed', apiServer: 'https://10.0.0.9:6443', etcdData: true });
    expect(dirty.kubeadm.caCertHash).toBeUndefined();
    expect(dirty.otherRuntimes).toEqual(['docker']);
  });

  it('measures the clock against the middle of the round trip', () => {
    const text = fixture('debian-12-bare').replace(/(##facts:clock\n)\d+/, '$11795413923500000000');
    expect(parseFacts(text, WHEN).clockOffsetMs).toBe(10_000);
    expect(parseFacts(text, { sentAtMs: 1_795_413_923_000, receivedAtMs: 1_795_413_923_000 }).clockOffsetMs).toBe(500);
  });

  it('loses one block only when one block is broken', () => {
    const whole = facts('debian-12-control-plane');
    for (const name of ['disks', 'clock', 'addresses', 'packages', 'units', 'grep', 'files', 'exists', 'stat']) {
      const broken = fixture('debian-12-control-plane').replace(
        new RegExp(`(##facts:${name}\n)[\\s\\S]*?(?=##facts:)`),
        '$1sh: 1: Segmentation fault\n::::\n{"\n',
      );
      const read = parseFacts(broken, WHEN);
      const changed = Object.keys(whole).filter(
        (key) => JSON.stringify(Reflect.get(whole, key)) !== JSON.stringify(Reflect.get(read, key)),
      );
      expect(changed.length, name).toBeLessThan(Object.keys(whole).length / 2);
      expect(read.leftovers.iptablesChains, name).toBe(whole.leftovers.iptablesChains);
    }
  });

  it('tells a whole answer from one that was cut off', () => {
    const text = fixture('debian-12-bare');
    expect(factsComplete(text)).toBe(true);
    expect(factsComplete(text.slice(0, -20))).toBe(false);
    expect(factsComplete('Welcome to Debian\n')).toBe(false);
  });
});
