import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MachineRecord } from '../../../src/model/machine-record.ts';
import { parseMark } from '../../../src/observe/facts/mark.ts';
import { putMarkBack, readMarkBack } from '../../../src/plan/put-mark-back.ts';
import { mark } from '../../support/facts.ts';
import { machineRecord } from '../../support/machine-record.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mark-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** What is read from the host after the words were typed there. */
function typed(record: MachineRecord, words = putMarkBack(record)) {
  const command = words.replace('sudo ', '').replace('/etc/installer', `${root}/etc/installer`);
  const { status, stderr } = spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return parseMark(readFileSync(`${root}/etc/installer/machine.json`, 'utf8'));
}

describe('the mark that is put back', () => {
  it('is that of the record', () => {
    const own = mark({ machine: 'w-1', uid: 'uid-of-w-1', bootstrap: 'join-worker' });
    const template = 'files:0123456789ab ntp:ba9876543210';
    expect(typed(machineRecord('w-1', { template }))).toEqual({ machine: { ...own, template } });
    expect(typed(machineRecord('w-1', { template: undefined }))).toEqual({ machine: own });
  });

  it('is of a bootstrap that did not end, where the record says nothing else', () => {
    const { machine } = typed(machineRecord('cp-1', { revision: undefined }));
    expect(machine).toMatchObject({ role: 'control-plane', phase: 'bootstrapping', bootstrap: 'join-control-plane' });
  });

  it('is the same where a table broke the words into lines', () => {
    const record = machineRecord('w-1');
    const broken = putMarkBack(record).replaceAll(', ', ',\n    ');
    expect(typed(record, broken)).toEqual(typed(record));
  });
});

describe('the mark that a control plane reads back', () => {
  it('has a place for everything that a mark says', () => {
    const [, template = ''] = /go-template='(.*)' \|/.exec(readMarkBack('cp-1')) ?? [];
    const filled = template
      .replaceAll('{{.spec.role}}', 'worker')
      .replace(/{{with \.spec\.template}}(.*?){{end}}/, '$1')
      .replace('{{.}}', 'the template')
      .replaceAll(/\{\{\.(?:spec|metadata)\.(\w+)\}\}/g, 'the $1');
    const { bootstrap: _, ...whole } = mark({ role: 'worker', template: '-' });
    const { machine } = parseMark(filled);
    expect(Object.keys(machine ?? {}).toSorted()).toEqual(Object.keys(whole).toSorted());
    expect(machine).toMatchObject({
      phase: 'bootstrapped',
      uid: 'the uid',
      machine: 'the name',
      cluster: 'the cluster',
      template: 'the template',
    });
  });
});
