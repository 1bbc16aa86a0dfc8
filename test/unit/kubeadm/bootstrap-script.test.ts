import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BOOTSTRAP_EXIT } from '../../../src/kubeadm/bootstrap-paths.ts';
import { attachScript, type InitOptions, initScript, joinScript } from '../../../src/kubeadm/bootstrap-script.ts';
import { type PkiFiles, SHARED_PKI_FILES } from '../../../src/pki/shared-pki-files.ts';
import { FakeHost, MARK } from './bootstrap-host.ts';

const PKI = Object.fromEntries(SHARED_PKI_FILES.map((name) => [name, `pem of ${name}\n`])) as PkiFiles;

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
});
afterEach(() => host.remove());

/** A kubelet that says this in its journal, of which it is written down how often it is started anew. */
function kubeletSaying(line: string): void {
  host.program('journalctl', `echo "$*" >>"$ROOT/journalctl"; echo '${line}'`);
  host.program('systemctl', `echo "$*" >>"$ROOT/systemctl"`);
  host.program('sleep', 'exec /bin/sleep 0.05');
}

function init(options: Partial<InitOptions> = {}): string {
  const { paths, launcher } = host;
  return initScript({
    config: 'kind: Test\n',
    machineMark: MARK,
    kubeVipSuperAdmin: false,
    paths,
    launcher,
    ...options,
  });
}

describe('a kubelet that refuses etcd before it knows its disk', () => {
  const refusal =
    'Failed to admit pod etcd-cp-1_kube-system(1) - no set of running pods found to reclaim resources: [(res: ephemeral-storage, q: 104857600), ]';
  const waiting = (file: string) =>
    `n=0; until [ -e "$ROOT/${file}" ]; do /bin/sleep 0.1; n=$((n+1)); [ $n -lt 100 ] || exit 9; done`;

  test('is started anew, once, and kubeadm goes on', async () => {
    kubeletSaying(refusal);
    host.kubeadm(`${waiting('systemctl')}; /bin/sleep 0.5; echo joined`);
    const { code, stdout } = await host.run(init());
    expect(code).toBe(0);
    expect(host.text('systemctl')).toBe('restart kubelet\n');
    expect(stdout).toMatch(/refused a static pod: it is started anew\njoined\n$/);
    expect(host.text('journalctl')).toMatch(/^-q --no-pager -u kubelet --since @\d{10}\n/);
  });

  test('is left alone where it refuses something else, and on workers', async () => {
    kubeletSaying('Failed to admit pod web-1_default(1) - [(res: ephemeral-storage, q: 1), ]');
    host.kubeadm(`${waiting('journalctl')}; /bin/sleep 0.3`);
    expect((await host.run(init())).code).toBe(0);
    host.remove();
    host = new FakeHost();
    kubeletSaying(refusal);
    host.kubeadm('/bin/sleep 0.3');
    const { paths, launcher } = host;
    const machineMark = { ...MARK, role: 'worker' as const };
    expect((await host.run(joinScript({ config: '', machineMark, paths, launcher }))).code).toBe(0);
    expect([host.has('journalctl'), host.has('systemctl')]).toEqual([false, false]);
  });
});

describe('a bootstrap that ends well', () => {
  test('marks the host before kubeadm and after it, and repeats what kubeadm said', async () => {
    host.kubeadm('cat "$ROOT/etc/machine.json"; echo "args: $*"; cat "$ROOT/run/kubeadm.yaml"');
    const { code, stdout } = await host.run(init({ verbosity: 5 }));
    expect(code).toBe(0);
    expect(stdout).toContain('"phase": "bootstrapping"');
    expect(stdout).toContain(
      `args: init --config ${host.paths.run}/kubeadm.yaml --skip-token-print --v=5\nkind: Test\n`,
    );
    expect(host.mark()).toEqual(MARK);
  });

  test('lays down authorities that were missing, keys for root only, and leaves no copy', async () => {
    host.kubeadm('exit 0');
    expect((await host.run(init({ pki: PKI }))).code).toBe(0);
    for (const name of SHARED_PKI_FILES) {
      expect(host.text(`kubernetes/pki/${name}`)).toBe(PKI[name]);
      expect(host.mode(`kubernetes/pki/${name}`)).toBe(name.endsWith('.key') ? '600' : '644');
    }
    expect(host.mode('kubernetes/pki/etcd')).toBe('755');
    expect(host.has('run/pki')).toBe(false);
    expect(host.has('kubernetes/.pki.installer')).toBe(false);
  });

  test('completes a folder that holds some of the same authorities', async () => {
    host.kubeadm('exit 0');
    host.put('kubernetes/pki/ca.crt', PKI['ca.crt']);
    host.put('kubernetes/pki/apiserver.crt', 'kept');
    expect((await host.run(init({ pki: PKI }))).code).toBe(0);
    expect(host.text('kubernetes/pki/etcd/ca.key')).toBe(PKI['etcd/ca.key']);
    expect(host.mode('kubernetes/pki/sa.key')).toBe('600');
    expect(host.text('kubernetes/pki/apiserver.crt')).toBe('kept');
  });

  test('the configuration, which holds a token, is readable by root only and gone afterwards', async () => {
    host.kubeadm('stat -c %a "$ROOT/run/kubeadm.yaml" "$ROOT/run"');
    const { stdout } = await host.run(init());
    expect(stdout).toBe('600\n700\n');
    expect(host.has('run/kubeadm.yaml')).toBe(false);
  });

  test('kube-vip goes back to admin.conf after init, its container path untouched', async () => {
    host.put(
      'kubernetes/manifests/kube-vip.yaml',
      '- mountPath: /etc/kubernetes/admin.conf\n- hostPath:\n    path: /etc/kubernetes/super-admin.conf\n    type: File\n',
    );
    host.kubeadm('grep -c super-admin "$ROOT/kubernetes/manifests/kube-vip.yaml"');
    const { code, stdout } = await host.run(init({ kubeVipSuperAdmin: true }));
    expect([code, stdout]).toEqual([0, '1\n']);
    expect(host.text('kubernetes/manifests/kube-vip.yaml')).toBe(
      '- mountPath: /etc/kubernetes/admin.conf\n- hostPath:\n    path: /etc/kubernetes/admin.conf\n    type: File\n',
    );
    expect(host.has('kubernetes/.kube-vip.yaml.new')).toBe(false);
  });

  test("a site's own kube-vip goes back to admin.conf too, whatever its file is called; other pods keep what they have", async () => {
    host.put('kubernetes/manifests/vip.json', '{"image":"kube-vip:1","path":"/etc/kubernetes/super-admin.conf"}\n');
    host.put('kubernetes/manifests/audit', 'image: audit\npath: /etc/kubernetes/super-admin.conf\n');
    host.kubeadm('exit 0');
    expect((await host.run(init({ kubeVipSuperAdmin: true }))).code).toBe(0);
    expect(host.text('kubernetes/manifests/vip.json')).toBe(
      '{"image":"kube-vip:1","path":"/etc/kubernetes/admin.conf"}\n',
    );
    expect(host.text('kubernetes/manifests/audit')).toContain('super-admin.conf');
  });

  test('a join says join, and needs no authorities', async () => {
    host.kubeadm('echo "args: $*"');
    const { paths, launcher } = host;
    const { stdout } = await host.run(joinScript({ config: 'kind: Test', machineMark: MARK, paths, launcher }));
    expect(stdout).toBe(`args: join --config ${paths.run}/kubeadm.yaml\n`);
    expect(host.has('kubernetes/pki')).toBe(false);
  });
});

describe('a bootstrap that fails', () => {
  test('exits as kubeadm did, with its words, and stays marked as bootstrapping', async () => {
    host.kubeadm('echo "[ERROR Port-6443]: Port 6443 is in use" >&2; exit 3');
    const { code, stdout } = await host.run(init());
    expect([code, stdout]).toEqual([3, '[ERROR Port-6443]: Port 6443 is in use\n']);
    expect(host.mark().phase).toBe('bootstrapping');
  });

  test('kubeadm is stopped at its limit', async () => {
    host.kubeadm('sleep 30');
    const { code, stdout } = await host.run(init({ timeoutSeconds: 1 }));
    expect([code, stdout]).toEqual([
      BOOTSTRAP_EXIT.timedOut,
      'installer: kubeadm did not end within 1 seconds and was stopped\n',
    ]);
  });

  test('can be begun again; the log of the earlier run is kept', async () => {
    host.kubeadm('echo first; exit 1');
    await host.run(init({ pki: PKI }));
    host.kubeadm('echo second');
    const { code, stdout } = await host.run(init({ pki: PKI }));
    expect([code, stdout]).toEqual([0, 'second\n']);
    expect(host.text('log/bootstrap.log.1')).toBe('first\n');
  });

  test('a unit that was killed is told from one that ended', async () => {
    host.kubeadm('kill -9 "$(cat "$ROOT/run/pid")"; sleep 1');
    const { code, stderr } = await host.run(init());
    expect(code).toBe(BOOTSTRAP_EXIT.noResult);
    expect(stderr).toContain('kubeadm was cut off before it ended');
  }, 15_000);
});

describe('a host that is not ours to bootstrap', () => {
  test('that serves another cluster is refused, and not changed', async () => {
    host.kubeadm('exit 0');
    host.put('etc/machine.json', JSON.stringify({ ...MARK, cluster: 'green' }, null, 2));
    const { code, stderr } = await host.run(init({ pki: PKI }));
    expect(code).toBe(BOOTSTRAP_EXIT.refused);
    expect(stderr).toContain("this host serves cluster 'green'");
    expect(host.mark().cluster).toBe('green');
    expect(host.has('kubernetes')).toBe(false);
  });

  test('that holds other authorities is refused before anything is written', async () => {
    host.kubeadm('exit 0');
    host.put('kubernetes/pki/ca.crt', 'pem of another cluster\n');
    const { code, stderr } = await host.run(init({ pki: PKI }));
    expect(code).toBe(BOOTSTRAP_EXIT.refused);
    expect(stderr).toContain('pki/ca.crt belongs to another cluster and is not written over');
    expect(host.text('kubernetes/pki/ca.crt')).toBe('pem of another cluster\n');
    expect(host.has('kubernetes/pki/sa.key')).toBe(false);
    expect(host.has('etc/machine.json')).toBe(false);
  });

  test('that is bootstrapped already is left alone', async () => {
    host.kubeadm('echo again; exit 1');
    host.put('etc/machine.json', JSON.stringify(MARK, null, 2));
    host.put('kubernetes/kubelet.conf', '');
    const { code, stdout } = await host.run(init());
    expect([code, stdout]).toEqual([0, 'installer: this host is bootstrapped already\n']);
  });

  test('whose mark outlived a reset is bootstrapped', async () => {
    host.kubeadm('echo again');
    host.put('etc/machine.json', JSON.stringify(MARK, null, 2));
    expect((await host.run(init())).stdout).toBe('again\n');
  });
});

describe('a connection that is lost', () => {
  const SLOW = 'echo one; until [ -f "$ROOT/go" ]; do sleep 0.05; done; echo two';

  async function lose(): Promise<void> {
    host.kubeadm(SLOW);
    await host.run(init(), (sofar, kill) => {
      if (sofar.includes('one')) kill();
    });
    expect(host.mark().phase).toBe('bootstrapping');
  }

  test.each([
    ['the same script again', () => init()],
    ['attachScript', () => attachScript(host)],
  ])('does not stop kubeadm; %s follows it to its end', async (_, script) => {
    await lose();
    const { code, stdout } = await host.run(script(), (sofar) => {
      if (sofar.includes('one')) host.put('go', '');
    });
    expect([code, stdout]).toEqual([0, 'one\ntwo\n']);
    expect(host.text('run/starts')).toBe('start\n');
    expect(host.mark().phase).toBe('bootstrapped');
  });

  test('the result is still there when nobody was looking', async () => {
    await lose();
    host.put('go', '');
    while (!host.has('run/bootstrap.exit')) await new Promise((resolve) => setTimeout(resolve, 20));
    const { code, stdout } = await host.run(attachScript(host));
    expect([code, stdout]).toEqual([0, 'one\ntwo\n']);
  });

  test('where nothing was started there is nothing to attach to', async () => {
    const { code, stderr } = await host.run(attachScript(host));
    expect(code).toBe(BOOTSTRAP_EXIT.nothingToAttach);
    expect(stderr).toContain('no bootstrap is running on this host');
  });
});

test('a line without its newline is shown too', async () => {
  host.kubeadm('printf unfinished');
  expect((await host.run(init())).stdout).toContain('unfinished');
});

test('following costs the host little: systemd is not asked at every look', async () => {
  host.kubeadm('for line in 1 2 3; do echo "line $line"; sleep 1; done');
  const launcher = host.launcher.replace('unit_running() {', '$&\n  echo asked >>"$run/asked"');
  const { stdout } = await host.run(init({ launcher }));
  expect(stdout).toBe('line 1\nline 2\nline 3\n');
  expect(host.text('run/asked').trim().split('\n').length).toBeLessThan(8);
}, 15_000);

test('content that looks like the end of a here-document travels whole', async () => {
  host.kubeadm('cat "$ROOT/run/kubeadm.yaml"');
  const config = "a: $HOME `id` \\ 'x'\nINSTALLER_END_0\nb: 1\n";
  expect((await host.run(init({ config }))).stdout).toBe(config);
});

test('where no unit can be started, that is said with the reason', async () => {
  const launcher =
    'unit_running() { return 1; }\nunit_start() { echo "Failed to connect to bus" >&2; return 1; }\nunit_forget() { :; }';
  const { code, stderr } = await host.run(init({ launcher }));
  expect(code).toBe(BOOTSTRAP_EXIT.notStarted);
  expect(stderr).toBe('installer: kubeadm could not be started: Failed to connect to bus\n');
});
