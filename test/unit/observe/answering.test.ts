import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ASK_COMPONENTS, componentsIn } from '../../../src/observe/facts/answering.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What the script prints on a host with these manifests, where curl gets these answers by URL. */
function asked(manifests: Record<string, string>, answers: Record<string, number>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'answering-'));
  folders.push(root);
  for (const [name, text] of Object.entries(manifests)) writeFileSync(join(root, `${name}.yaml`), text);
  const cases = Object.entries(answers).map(([url, code]) => `(*' ${url}'*) printf ${code} ;;`);
  const curl = `curl() { case " $*" in ${cases.join(' ')} (*) printf 000; return 7 ;; esac; }`;
  const script = `${curl}\n${ASK_COMPONENTS.replaceAll('/etc/kubernetes/manifests', root)}`;
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-u'], { input: script, encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return componentsIn(stdout.split('\n'));
}

describe('components that are asked for their own health', () => {
  it('are named when they answer 200 on the port of their manifest, else on that of kubeadm', () => {
    const found = asked(
      { 'kube-apiserver': '    - --secure-port=16443\n', 'kube-scheduler': '', 'kube-controller-manager': '' },
      {
        'https://127.0.0.1:16443/readyz': 200,
        'https://127.0.0.1:10259/healthz': 200,
        'https://127.0.0.1:10257/healthz': 500,
      },
    );
    expect(found).toEqual(['kube-apiserver', 'kube-scheduler']);
  });

  it('are not asked where there is no manifest of theirs', () => {
    expect(asked({}, { 'https://127.0.0.1:10259/healthz': 200 })).toEqual([]);
  });
});
