import { chmodSync, mkdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expandPlaybooks } from '../../../src/playbook/expand.ts';
import { loadPlaybooks, playbooksDir } from '../../../src/playbook/load.ts';
import { SAMPLE_CONTEXT } from '../../../src/playbook/sample-context.ts';
import type { Step } from '../../../src/playbook/step.ts';
import { Sandbox, statuses } from './sandbox.ts';

const kubeletRuns = (await loadPlaybooks({ builtinDir: await playbooksDir(), site: [] })).filter(
  ({ name }) => name === '55-kubelet',
);
let host: Sandbox;

beforeEach(() => {
  const bin = new Sandbox();
  host = new Sandbox(['env', `PATH=${bin.at('bin')}:/usr/bin:/bin`, '/bin/sh']);
  mkdirSync(bin.at('bin'));
  const stub = (name: string, text: string) => {
    bin.write(`bin/${name}`, `#!/bin/sh\n${text}\n`);
    chmodSync(bin.at(`bin/${name}`), 0o755);
  };
  // What is started runs, until it has slept once where it crashes.
  stub(
    'systemctl',
    `cd ${host.root}; echo "$*" >>asked
case $1 in (is-active) [ -e active ] ;; (start) : >active ;; (*) exit 1 ;; esac`,
  );
  stub('sleep', `cd ${host.root}; [ ! -e crashes ] || rm -f active`);
  stub('journalctl', 'echo "failed to load kubelet config file"');
});
afterEach(() => host.remove());

const steps = (bootstrapped: boolean): Step[] =>
  expandPlaybooks(kubeletRuns, { ...SAMPLE_CONTEXT, machine: { bootstrapped } }, 'prepare');

test('a stopped kubelet of a bootstrapped machine is seen, and started', () => {
  expect(statuses(host.check(steps(true)))).toEqual(['change']);
  expect(host.apply(steps(true)).code).toBe(0);
  expect(host.read('asked')).toContain('start kubelet.service\n');
  expect(statuses(host.check(steps(true)))).toEqual(['ok']);
});

test('one that runs costs one question and is not touched', () => {
  host.write('active', '');
  expect(statuses(host.check(steps(true)))).toEqual(['ok']);
  expect(host.read('asked')).toBe('is-active --quiet kubelet.service\n');
  expect(statuses(host.apply(steps(true)))).toEqual(['ok']);
  expect(host.read('asked')).not.toContain('start');
});

test('one that does not stay up fails with the last it said', () => {
  host.write('crashes', '');
  const { code, said, states, stderr } = host.apply(steps(true));
  expect(code).not.toBe(0);
  expect(JSON.stringify([said, states, stderr])).toContain('failed to load kubelet config file');
});

test('before kubeadm has ended well it is not started', () => {
  expect(steps(false)).toEqual([]);
});
