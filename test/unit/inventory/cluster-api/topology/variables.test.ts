import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSchemaOf } from '../../../../../src/inventory/cluster-api/topology/openapi-schema.ts';
import { variableAt } from '../../../../../src/inventory/cluster-api/topology/variable-at.ts';

describe('OpenAPI schemas', () => {
  const cases: [string, unknown, unknown][] = [
    [
      'name every field',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    ],
    ['may keep the others', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, { type: 'object' }],
    [
      'may give the others a schema',
      { type: 'object', additionalProperties: { type: 'integer' } },
      { type: 'object', additionalProperties: { type: 'integer' } },
    ],
    [
      'write limits with a flag',
      { type: 'number', minimum: 1, exclusiveMinimum: true, maximum: 3 },
      { type: 'number', exclusiveMinimum: 1, maximum: 3 },
    ],
    ['know int-or-string', { 'x-kubernetes-int-or-string': true }, { type: ['integer', 'string'] }],
    [
      'close no part of a choice',
      { anyOf: [{ type: 'object', required: ['a'] }] },
      { anyOf: [{ type: 'object', required: ['a'] }] },
    ],
    [
      'say nothing with words for people',
      { type: 'string', description: 'x', example: 'y', format: 'cidr' },
      { type: 'string' },
    ],
  ];
  it.each(cases)('%s', (_, schema, wanted) => {
    expect(jsonSchemaOf(schema)).toEqual(wanted);
  });
});

describe('paths of variables', () => {
  const data = { a: { b: [{ c: 1 }, 2] }, 'x-y': null, l: ['z'] };
  const cases: [string, unknown][] = [
    ['a', data.a],
    ['a.b', data.a.b],
    ['a.b[0].c', 1],
    ['a.b[1]', 2],
    ['l[0]', 'z'],
    ['x-y', null],
    ['a.q', undefined],
    ['a.b[2]', undefined],
    ['a.b[x]', undefined],
    ['a..b', undefined],
    ['a.constructor', undefined],
    ['', undefined],
  ];
  it.each(cases)('%s', (path, wanted) => {
    expect(variableAt(data, path)?.value).toEqual(wanted);
  });

  it('lead to a value or nowhere', () => {
    fc.assert(fc.property(fc.string(), (path) => void variableAt(data, path)));
  });
});
