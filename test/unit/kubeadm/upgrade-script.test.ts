import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BOOTSTRAP_EXIT } from '../../../src/kubeadm/bootstrap-paths.ts';
import { type UpgradeOptions, upgradeScript } from '../../../src/kubeadm/upgrade-script.ts';
import { FakeHost } from './bootstrap-host.ts';

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
});
afterEach(() => host.remove());

/** What was killed and not yet reaped is dead. */
function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
}

/** A kubeadm of a version; with any other arguments it does what `body` says. */
function kubeadm(version: string, body: string): void {
  host.kubeadm(`[ "$1" != version ] || { echo ${version}; exit 0; }\n${body}`);
}

function upgrade(options: Partial<UpgradeOptions> = {}): string {
  const { paths, launcher } = host;
  const plain = { version: 'v1.30.1', command: 'node' as const, ignorePreflightErrors: [], paths, launcher };
  return upgradeScript({ ...plain, ...options });
}

describe('kubeadm upgrade on a host', () => {
  test.each<[string, Partial<UpgradeOptions>, string]>([
    ['of a node', {}, 'upgrade node'],
    ['of the first control plane', { command: 'apply' }, 'upgrade apply v1.30.1 --yes'],
    [
      'with checks to ignore, each once',
      { ignorePreflightErrors: ['Swap', 'Mem', 'Swap'] },
      'upgrade node --ignore-preflight-errors=Swap,Mem',
    ],
    ['with patches', { patches: '/etc/patches', verbosity: 4 }, 'upgrade node --patches=/etc/patches --v=4'],
  ])('%s', async (_, options, said) => {
    kubeadm('v1.30.1', 'echo "args: $*"');
    const { code, stdout } = await host.run(upgrade(options));
    expect([code, stdout]).toEqual([0, `args: ${said}\n`]);
  });

  test('before 1.22 names no patches', async () => {
    kubeadm('v1.21.0', 'echo "args: $*"');
    const { stdout } = await host.run(upgrade({ version: 'v1.21.0', patches: '/etc/patches' }));
    expect(stdout).toBe('args: upgrade node\n');
  });

  test('takes the new kubeadm from the store, before it replaces the old one', async () => {
    kubeadm('v1.30.1', 'echo new');
    host.put('store/abc', host.text('bin/kubeadm'));
    kubeadm('v1.29.4', 'echo old');
    const { code, stdout } = await host.run(upgrade({ kubeadmPath: `${host.root}/store/abc` }));
    expect([code, stdout]).toEqual([0, 'new\n']);
  });

  test('takes the installed one where the store holds none any more', async () => {
    kubeadm('v1.30.1', 'echo installed');
    const { stdout } = await host.run(upgrade({ kubeadmPath: `${host.root}/store/abc` }));
    expect(stdout).toBe('installed\n');
  });

  test('does nothing with a kubeadm of another version', async () => {
    kubeadm('v1.29.4', 'touch "$ROOT/ran"');
    const { code, stderr } = await host.run(upgrade());
    expect(code).toBe(BOOTSTRAP_EXIT.refused);
    expect(stderr).toContain('bin/kubeadm is v1.29.4, but v1.30.1 is wanted');
    expect(host.has('ran')).toBe(false);
  });

  test('tells how kubeadm failed and leaves the mark alone', async () => {
    host.put('etc/machine.json', 'mine');
    kubeadm('v1.30.1', 'echo trouble; exit 3');
    const { code, stdout } = await host.run(upgrade());
    expect([code, stdout]).toEqual([3, 'trouble\n']);
    expect(host.text('etc/machine.json')).toBe('mine');
  });

  test('that lost its caller is followed, not started twice', async () => {
    kubeadm('v1.30.1', 'echo begun; until [ -e "$ROOT/go" ]; do sleep 0.05; done; echo done');
    await host.run(upgrade(), (sofar, kill) => sofar.includes('begun') && kill());
    const { code, stdout } = await host.run(upgrade(), (sofar) => sofar.includes('begun') && host.put('go', ''));
    expect([code, stdout]).toEqual([0, 'begun\ndone\n']);
    expect(host.text('run/starts')).toBe('start\n');
  });

  test('is not begun while kubeadm of another version is at work', async () => {
    kubeadm('v1.30.1', 'echo begun; until [ -e "$ROOT/go" ]; do sleep 0.05; done');
    await host.run(upgrade(), (sofar, kill) => sofar.includes('begun') && kill());
    const { code, stderr } = await host.run(upgrade({ version: 'v1.30.2' }));
    host.put('go', '');
    expect(code).toBe(BOOTSTRAP_EXIT.refused);
    expect(stderr).toContain('still at work');
  });

  test('ends with the host that it runs on', async () => {
    kubeadm('v1.30.1', 'echo begun; until [ -e "$ROOT/go" ]; do sleep 0.05; done');
    await host.run(upgrade(), (sofar, kill) => sofar.includes('begun') && kill());
    const running = host.running();
    expect(running).toHaveLength(3);
    host.remove();
    await vi.waitFor(() => expect(running.filter((pid) => isAlive(pid))).toEqual([]));
  });

  test('that was done before is done again: kubeadm leaves alone what is as wanted', async () => {
    kubeadm('v1.30.1', 'echo once more');
    await host.run(upgrade());
    const { stdout } = await host.run(upgrade());
    expect(stdout).toBe('once more\n');
    expect(host.text('run/starts')).toBe('start\nstart\n');
  });
});

describe('the address of the cluster', () => {
  const MANIFEST = 'spec:\n  containers:\n  - image: ghcr.io/kube-vip/kube-vip:v0.8.9\n';
  /** The address goes when no manifest names kube-vip any more. */
  const holding = (address: string) =>
    host.put(
      'bin/ip',
      `#!/bin/sh\n! grep -qs kube-vip '${host.root}'/kubernetes/manifests/* || echo '2: eth0    inet ${address}/32 scope global eth0'\n`,
    );
  const run = async (options: Partial<UpgradeOptions> = {}) => {
    const script = upgrade({ vip: '10.0.0.100', ...options });
    return host.run(`chmod +x ${host.root}/bin/*\n${script}`);
  };
  beforeEach(() => {
    host.put('kubernetes/manifests/vip-of-the-site.yaml', MANIFEST);
    host.put('kubernetes/manifests/etcd.yaml', 'image: etcd\n');
  });

  test('is given away while kubeadm is at work, and kube-vip comes back', async () => {
    holding('10.0.0.100');
    kubeadm('v1.30.1', 'ls "$ROOT/kubernetes/manifests"');
    const { stdout } = await run();
    expect(stdout).toBe('installer: another control plane takes the address of the cluster\netcd.yaml\n');
    expect(host.text('kubernetes/manifests/vip-of-the-site.yaml')).toBe(MANIFEST);
    expect(host.has('kubernetes/.vip-aside')).toBe(false);
  });

  test('kube-vip comes back where kubeadm failed too', async () => {
    holding('10.0.0.100');
    kubeadm('v1.30.1', 'exit 1');
    expect((await run()).code).toBe(1);
    expect(host.has('kubernetes/manifests/vip-of-the-site.yaml')).toBe(true);
  });

  test('what a host that went down left aside comes back', async () => {
    holding('10.0.0.100');
    host.put('kubernetes/manifests/vip-of-the-site.yaml', '');
    host.put('kubernetes/.vip-aside/kube-vip.yaml', MANIFEST);
    kubeadm('v1.30.1', 'exit 0');
    await run();
    expect(host.text('kubernetes/manifests/kube-vip.yaml')).toBe(MANIFEST);
  });

  const NEW = MANIFEST.replace('v0.8.9', 'v1.0.0');

  test.each([
    ['which holds the address now', '10.0.0.100'],
    ['while another host holds the address', '10.0.0.1'],
  ])('what a host that went down left aside does not come back over a newer one, %s', async (_, address) => {
    holding(address);
    host.put('kubernetes/.vip-aside/vip-of-the-site.yaml', MANIFEST);
    host.put('kubernetes/.vip-aside/of-another-name.yaml', MANIFEST);
    host.put('kubernetes/manifests/vip-of-the-site.yaml', NEW);
    kubeadm('v1.30.1', 'exit 0');
    await run();
    expect(host.text('kubernetes/manifests/vip-of-the-site.yaml')).toBe(NEW);
    expect(host.has('kubernetes/manifests/of-another-name.yaml')).toBe(false);
    expect(host.has('kubernetes/.vip-aside')).toBe(false);
  });

  test.each(['vip-of-the-site', 'another'])('nor over one that came while kubeadm was at work: %s', async (name) => {
    holding('10.0.0.100');
    host.put('new', NEW);
    kubeadm('v1.30.1', `cp "$ROOT/new" "$ROOT/kubernetes/manifests/${name}.yaml"`);
    await run();
    expect(host.text(`kubernetes/manifests/${name}.yaml`)).toBe(NEW);
    expect(host.has('kubernetes/manifests/vip-of-the-site.yaml')).toBe(name === 'vip-of-the-site');
    expect(host.has('kubernetes/.vip-aside')).toBe(false);
  });

  test.each<[string, string, Partial<UpgradeOptions>]>([
    ['of another host', '10.0.0.1', {}],
    ['that begins alike', '10.0.0.1001', {}],
    ['where nobody else could take it', '10.0.0.100', { vip: undefined }],
  ])('%s is left alone', async (_, address, options) => {
    holding(address);
    kubeadm('v1.30.1', 'ls "$ROOT/kubernetes/manifests"');
    expect((await run(options)).stdout).toContain('vip-of-the-site.yaml');
  });
});
