import { describe, expect, test } from 'vitest';
import { MACHINE_DEFINITION } from '../../../src/operations/machine-definition.ts';
import {
  deleteRecordScript,
  markDeletionScript,
  markToBeCleanedScript,
  putRecordsScript,
} from '../../../src/operations/machine-records.ts';
import { machineRecord } from '../../support/machine-record.ts';
import { type KubectlCall, runWithStubKubectl } from '../../support/stub-kubectl.ts';

const controlPlane = { address: '192.168.73.12', port: 6443 };
const record = machineRecord('w-1', { owner: "it's", createdAt: '' });
const deletion = { since: '2026-01-02T03:04:05Z', reason: `the "inventory"'s $(line) is gone` };
const RECORDS = '*\'"kind":"List"\'*';

const NO_RECORD = 'Error from server (NotFound): machines.installer.dev "w-1" not found';
const NO_DEFINITION = `error: the server doesn't have a resource type "machines"`;

/** What each call was, in a word or two, and what it was handed. */
function told({ arguments: words, input }: KubectlCall): string {
  const [verb, ...rest] = words.filter((word) => !word.startsWith('--'));
  const { kind = '', items = [] } = input ? JSON.parse(input) : {};
  if (kind === 'List') return `${verb} records of ${items.map((item: MachineObject) => item.metadata.name)}`;
  return kind === '' ? [verb, ...rest].join(' ') : `${verb} ${kind}`;
}

type MachineObject = { metadata: { name: string }; spec: object; status?: object };

function patchOf(call: KubectlCall | undefined): unknown {
  return JSON.parse(call?.arguments.at(-1) ?? '');
}

describe('putting records', () => {
  test('is one call where the definition is there, and prints nothing', () => {
    const { code, stdout, stderr, calls } = runWithStubKubectl(putRecordsScript(controlPlane, [record]));
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    expect(calls.map(told)).toEqual(['apply records of w-1']);
    expect(calls[0]?.arguments).toContain('--server=https://192.168.73.12:6443');
  });

  test('hands over the record unharmed, without name of the record, creation or marks in it', () => {
    const marked = { ...record, deletion, toBeCleaned: true, deleteFirst: true };
    const { calls } = runWithStubKubectl(putRecordsScript(controlPlane, [marked, machineRecord('cp-1')]));
    const { items } = JSON.parse(calls[0]?.input ?? '');
    const { name, createdAt: _, ...spec } = record;
    expect(items[0]).toEqual({
      apiVersion: 'installer.dev/v1alpha1',
      kind: 'Machine',
      metadata: { name },
      spec,
    });
    expect(items).toHaveLength(2);
  });

  test('makes the definition where it is missing and waits until it is served', () => {
    const script = putRecordsScript(controlPlane, [record]);
    const { code, stderr, calls } = runWithStubKubectl(script, RECORDS, { says: NO_DEFINITION, times: 3 });
    expect([code, stderr]).toEqual([0, '']);
    expect(calls.map(told)).toEqual([
      'apply records of w-1',
      'apply CustomResourceDefinition',
      'wait customresourcedefinition/machines.installer.dev',
      'apply records of w-1',
      'apply records of w-1',
      'apply records of w-1',
    ]);
    expect(JSON.parse(calls[1]?.input ?? '')).toEqual(MACHINE_DEFINITION);
  });

  test('says why records are refused, at once', () => {
    const script = putRecordsScript(controlPlane, [record]);
    const { code, stderr, calls } = runWithStubKubectl(script, RECORDS, { says: 'spec.role: Unsupported value' });
    expect([code, stderr]).toEqual([1, 'spec.role: Unsupported value\n']);
    expect(calls).toHaveLength(4);
  });

  test('gives up on a definition that is never served', () => {
    const script = putRecordsScript(controlPlane, [record]);
    const { code, stderr, calls } = runWithStubKubectl(script, RECORDS, { says: NO_DEFINITION });
    expect([code, stderr]).toEqual([1, `${NO_DEFINITION}\n`]);
    expect(calls.length).toBeLessThan(20);
  });

  test.each([['*" wait "*'], ['*CustomResourceDefinition*']])('fails when the definition does: %s', (fail) => {
    const pattern = `${RECORDS}|${fail}`;
    const { code, stderr } = runWithStubKubectl(putRecordsScript(controlPlane, [record]), pattern);
    expect([code, stderr]).toEqual([1, 'error: it failed\n']);
  });

  test('ends the script that it stands in, when it fails; else what follows is run', () => {
    const script = `${putRecordsScript(controlPlane, [record])}echo went on\n`;
    expect(runWithStubKubectl(script).stdout).toBe('went on\n');
    expect(runWithStubKubectl(script, '*')).toMatchObject({ code: 1, stdout: '' });
  });

  test('of no machine asks nothing', () => {
    expect(runWithStubKubectl(putRecordsScript(controlPlane, []), '*')).toMatchObject({ code: 0, calls: [] });
  });
});

describe('marking a machine', () => {
  const marks: [string, string, object][] = [
    ['for removal', markDeletionScript(controlPlane, record, deletion), { status: { deletion } }],
    ['as to be cleaned', markToBeCleanedScript(controlPlane, record), { status: { toBeCleaned: true } }],
  ];

  test.each(marks)('%s changes the mark alone', (_, script, patch) => {
    const { code, stdout, calls } = runWithStubKubectl(script);
    expect([code, stdout]).toEqual([0, '']);
    expect(calls.map(({ arguments: words }) => words.slice(3, -1))).toEqual([
      ['patch', 'machines.installer.dev', 'w-1', '--type', 'merge', '-p'],
    ]);
    expect(patchOf(calls[0])).toEqual(patch);
  });

  test.each(
    marks.flatMap(([what, script, patch]) => [NO_RECORD, NO_DEFINITION].map((says) => [what, says, script, patch])),
  )('%s puts the whole record where there is none: %s', (_what, says, script, patch) => {
    const { code, stderr, calls } = runWithStubKubectl(String(script), '*" patch "*', { says: String(says), times: 1 });
    expect([code, stderr]).toEqual([0, '']);
    expect(calls.map(told).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      'patch machines.installer.dev',
      'apply records',
      'patch machines.installer.dev',
    ]);
    expect(patchOf(calls[2])).toEqual(patch);
  });

  test.each(marks)('%s fails with what the API said, and puts nothing', (_, script) => {
    const { code, stderr, calls } = runWithStubKubectl(script, '*" patch "*');
    expect([code, stderr]).toEqual([1, 'error: it failed\n']);
    expect(calls).toHaveLength(1);
  });

  test('the mark of a removal is taken back by a patch alone', () => {
    const { code, calls } = runWithStubKubectl(markDeletionScript(controlPlane, record, undefined));
    expect([code, calls.length]).toEqual([0, 1]);
    expect(patchOf(calls[0])).toEqual({ status: { deletion: null } });
  });
});

describe.each([
  ['taking a mark back', markDeletionScript(controlPlane, record, undefined)],
  ['deleting a record', deleteRecordScript(controlPlane, 'w-1')],
])('%s', (_, script) => {
  test.each([[NO_RECORD], [NO_DEFINITION]])('is done where there is none: %s', (says) => {
    expect(runWithStubKubectl(script, '*', { says })).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test('is not done when the API does not answer', () => {
    const says = 'The connection to the server was refused';
    expect(runWithStubKubectl(script, '*', { says })).toMatchObject({ code: 1, stderr: `${says}\n` });
  });
});

test('a record is deleted by its name', () => {
  const { calls } = runWithStubKubectl(deleteRecordScript(controlPlane, 'w-1'));
  expect(calls.map(told)).toEqual(['delete machines.installer.dev w-1']);
});
