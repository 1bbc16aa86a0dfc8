import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kubeadmHasUpgraded, parseUpgradeLook, upgradeLookScript } from '../../../src/kubeadm/upgrade-look.ts';

const tags = { 'kube-apiserver': 'v1.30.1', 'kube-controller-manager': 'v1.30.1', 'kube-scheduler': 'v1.30.1' };

describe('what a host tells of an upgrade', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'look-'));
    mkdirSync(join(root, 'manifests'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** The process `pid` stands for the kubelet, whose unit starts `binary`. */
  function look(pid: number, binary: string) {
    writeFileSync(
      join(root, 'systemctl'),
      `#!/bin/sh\ncase $3 in MainPID) echo MainPID=${pid} ;; ExecStart) echo 'ExecStart={ path=${binary} ; argv[]=${binary} --x ; }' ;; esac\n`,
      { mode: 0o755 },
    );
    const env = { PATH: `${root}:/usr/bin:/bin` };
    const { stdout } = spawnSync('/bin/sh', ['-u'], { input: upgradeLookScript(root), encoding: 'utf8', env });
    return parseUpgradeLook(stdout);
  }
  function kubelet(version: string): string {
    const path = join(root, 'kubelet');
    writeFileSync(path, `#!/bin/sh\necho 'Kubernetes ${version}'\n`, { mode: 0o755 });
    return path;
  }

  test('the version of its kubelet and the tags of its static pods', () => {
    writeFileSync(
      join(root, 'manifests/kube-apiserver.yaml'),
      'spec:\n    image: "reg:5000/x/kube-apiserver:v1.30.1"\n',
    );
    writeFileSync(
      join(root, 'manifests/kube-scheduler.yaml'),
      'spec:\n    image: k8s.gcr.io/kube-scheduler:v1.30.1_v.1\n',
    );
    expect(look(0, kubelet('v1.30.1+v.1'))).toEqual({
      kubelet: 'v1.30.1+v.1',
      kubeletRunsIt: false,
      tags: { 'kube-apiserver': 'v1.30.1', 'kube-scheduler': 'v1.30.1_v.1' },
    });
  });

  test('whether the kubelet that runs is that binary', () => {
    expect(look(process.pid, process.execPath).kubeletRunsIt).toBe(true);
    expect(look(process.pid, kubelet('v1.30.1')).kubeletRunsIt).toBe(false);
  });

  test('nothing where there is nothing', () => {
    expect(look(0, join(root, 'missing'))).toEqual({ kubeletRunsIt: false, tags: {} });
  });
});

describe('kubeadm has done its part', () => {
  const done = { kubelet: 'v1.30.1', kubeletRunsIt: false, tags };
  test.each<[string, typeof done, 'worker' | 'control-plane', boolean]>([
    ['of a control plane', done, 'control-plane', true],
    ['of a worker, which has no static pods', { ...done, tags: {} as typeof tags }, 'worker', true],
    ['not while the binaries are old', { ...done, kubelet: 'v1.29.4' }, 'control-plane', false],
    ['not while a worker has the old kubelet', { ...done, kubelet: 'v1.29.4' }, 'worker', false],
    [
      'not while a component is old',
      { ...done, tags: { ...tags, 'kube-scheduler': 'v1.29.4' } },
      'control-plane',
      false,
    ],
  ])('%s', (_, look, role, expected) => {
    expect(kubeadmHasUpgraded(look, role, 'v1.30.1')).toBe(expected);
  });

  test("a vendor's version stands otherwise in tags", () => {
    const of = {
      'kube-apiserver': 'v1.21.2_v.1',
      'kube-controller-manager': 'v1.21.2_v.1',
      'kube-scheduler': 'v1.21.2_v.1',
    };
    expect(kubeadmHasUpgraded({ ...done, kubelet: 'v1.21.2+v.1', tags: of }, 'control-plane', 'v1.21.2+v.1')).toBe(
      true,
    );
  });
});
