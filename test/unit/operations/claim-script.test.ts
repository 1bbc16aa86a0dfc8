import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimScript } from '../../../src/operations/claim-script.ts';
import { mark } from '../../support/facts.ts';

const SHELLS = ['/bin/sh', '/bin/dash', '/bin/bash'].filter((shell) => existsSync(shell));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'claim-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function claim(shell: string, of = mark(), path = '/usr/bin:/bin') {
  const input = `${claimScript(of).replaceAll('/etc/installer', `${root}/etc`)}echo went on\n`;
  return spawnSync(shell, ['-u'], { input, encoding: 'utf8', env: { PATH: path } });
}

const marked = () => JSON.parse(readFileSync(`${root}/etc/machine.json`, 'utf8'));

describe.each(SHELLS)('the claim, under %s', (shell) => {
  test('is a script the shell can read', () => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: claimScript(mark()), encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  test('marks a bare host as claimed, readable for all, and goes on', () => {
    expect(claim(shell, mark({ bootstrap: 'init' }))).toMatchObject({ status: 0, stdout: 'went on\n', stderr: '' });
    expect(marked()).toEqual(mark({ bootstrap: 'init', phase: 'claimed' }));
    expect(statSync(`${root}/etc/machine.json`).mode & 0o777).toBe(0o644);
    expect(readdirSync(`${root}/etc`)).toEqual(['machine.json']);
  });

  test('leaves the mark of the same cluster as it is', () => {
    claim(shell);
    expect(claim(shell, mark({ version: 'v1.21.0' }))).toMatchObject({ status: 0, stdout: 'went on\n' });
    expect(marked().version).toBe('v1.20.2');
  });

  test('knows a mark that a person put back, however it is spaced', () => {
    claim(shell);
    for (const text of [
      JSON.stringify(marked()),
      JSON.stringify(marked()).replaceAll(',', ',\n').replaceAll(':', ' :\n'),
    ]) {
      writeFileSync(`${root}/etc/machine.json`, text);
      expect(claim(shell)).toMatchObject({ status: 0, stdout: 'went on\n', stderr: '' });
    }
  });

  test('refuses a host that another cluster claimed, and does not go on', () => {
    claim(shell, mark({ clusterUid: 'uid-2' }));
    const { status, stdout, stderr } = claim(shell);
    expect([status, stdout]).toEqual([65, '']);
    expect(stderr).toContain('claimed by another cluster');
    expect(marked().clusterUid).toBe('uid-2');
  });

  test('never leaves half a mark where the disk is full', () => {
    writeFileSync(`${root}/cat`, '#!/bin/sh\necho "{"\nexit 1\n');
    chmodSync(`${root}/cat`, 0o755);
    const { status, stdout } = claim(shell, mark(), `${root}:/usr/bin:/bin`);
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    expect(existsSync(`${root}/etc/machine.json`)).toBe(false);
  });
});
