import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleEvents, samplePlan } from '../../support/sample-events.ts';
import { sampleStatus } from '../../support/sample-status.ts';

let validate: (schema: 'plan' | 'event' | 'status', value: unknown) => string[];

beforeAll(() => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, formats: { 'date-time': true } });
  for (const name of ['plan', 'event', 'status']) {
    ajv.addSchema(JSON.parse(readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), 'utf8')));
  }
  validate = (schema, value) => {
    const check = ajv.getSchema(`https://installer.dev/schemas/${schema}.schema.json`);
    if (!check) throw new Error(`no schema ${schema}`);
    check(value);
    return (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };
});

describe('plan.schema.json', () => {
  it('accepts a plan, also one with nothing to do', () => {
    expect(validate('plan', samplePlan)).toEqual([]);
    expect(validate('plan', { ...samplePlan, operations: [] })).toEqual([]);
  });

  it.each([
    ['no summary', { ...samplePlan, summary: undefined }],
    ['an unknown action', { ...samplePlan, operations: [{ ...samplePlan.operations[0], action: 'dance' }] }],
    ['a field of another name', { ...samplePlan, operation: [] }],
  ])('refuses %s', (_, plan) => {
    expect(validate('plan', JSON.parse(JSON.stringify(plan)))).not.toEqual([]);
  });
});

describe('status.schema.json', () => {
  it('accepts a status', () => {
    expect(validate('status', sampleStatus)).toEqual([]);
  });

  const [machine] = sampleStatus.machines;
  it.each([
    ['no machines', { ...sampleStatus, machines: undefined }],
    ['an unknown phase', { ...sampleStatus, machines: [{ ...machine, phase: 'Asleep' }] }],
    ['a condition that is neither', { ...sampleStatus, conditions: [{ ...sampleStatus.conditions[0], status: true }] }],
    ['a host of another shape', { ...sampleStatus, hosts: [{ name: 'w-1' }] }],
    ['a field of another name', { ...sampleStatus, machine: [] }],
  ])('refuses %s', (_, status) => {
    expect(validate('status', JSON.parse(JSON.stringify(status)))).not.toEqual([]);
  });
});

describe('event.schema.json', () => {
  it.each(sampleEvents.map((event) => [event.type, event] as const))('accepts %s', (_, event) => {
    expect(validate('event', event)).toEqual([]);
  });

  it('has a sample of every type it knows', () => {
    const schema = JSON.parse(readFileSync(new URL('../../../schemas/event.schema.json', import.meta.url), 'utf8'));
    const types = schema.oneOf.map(({ $ref }: { $ref: string }) => $ref.replace('#/$defs/', ''));
    expect(types).toEqual(sampleEvents.map((event) => event.type));
  });

  it.each(sampleEvents.map((event) => [event.type, event] as const))('refuses %s without its time', (_, event) => {
    expect(validate('event', { ...event, at: 5 })).not.toEqual([]);
  });

  it('refuses an unknown type', () => {
    expect(validate('event', { at: '2026-11-23T05:47:56.123Z', type: 'surprise' })).not.toEqual([]);
  });
});
