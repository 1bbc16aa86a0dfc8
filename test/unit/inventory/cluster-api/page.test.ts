import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { FieldRule, FieldRules } from '../../../../src/inventory/cluster-api/fields/field-rule.ts';
import { METADATA_FIELDS } from '../../../../src/inventory/cluster-api/fields/metadata.ts';
import { KINDS } from '../../../../src/inventory/cluster-api/kinds.ts';
import { loadSchema, schemaAt } from '../../../../src/inventory/schema-node.ts';

const PAGE = fileURLToPath(new URL('../../../../docs/cluster-api.md', import.meta.url));
const BEGIN = '<!-- tables: written by npx vitest run -u test/unit/inventory/cluster-api/page.test.ts -->';
const END = '<!-- end of tables -->';

function table(title: string, rules: FieldRules, becomes?: string): string {
  const rows = rules.map(
    (rule) => `| \`${rule.field}\`${spelling(rule)} | ${rule.verdict} | ${place(rule, becomes)} | ${rule.note ?? ''} |`,
  );
  return [`### ${title}`, '', '| field | | becomes | |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function spelling({ spelling: version }: FieldRule): string {
  if (version === undefined) return '';
  return version === 'v1beta2' ? ' (v1beta2)' : ' (to v1beta1)';
}

function place({ to }: FieldRule, becomes = ''): string {
  if (to === undefined) return '';
  if (becomes.includes(' ')) return becomes;
  return `\`${becomes}.${to}\``;
}

it('docs/cluster-api.md says of every field what is done with it', async () => {
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`the page lacks ${BEGIN} … ${END}`);
  const tables = [
    table('Every kind', METADATA_FIELDS),
    ...Object.entries(KINDS).map(([kind, { fields, becomes }]) => table(kind, fields, becomes)),
  ];
  await expect(`${before}${BEGIN}\n\n${tables.join('\n')}\n${END}${after}`).toMatchFileSnapshot(PAGE);
});

it('sends every field to a place that the Inventory has', () => {
  const schema = loadSchema('inventory');
  const lost = Object.values(KINDS).flatMap(({ becomes, fields }) =>
    fields.flatMap(({ field, to }) => {
      if (!to || becomes.includes(' ')) return [];
      const part = becomes.split('.').flatMap((name) => (name.endsWith('[]') ? [name.slice(0, -2), 0] : [name]));
      // Where a part of Cluster API is passed on as it is, its fields are not listed.
      const segments = to.split('.');
      const known = segments.findIndex(
        (_, depth) => schemaAt(schema, [...part, ...segments.slice(0, depth + 1)]) === undefined,
      );
      const holder = known < 0 ? undefined : schemaAt(schema, [...part, ...segments.slice(0, known)]);
      return known < 0 || holder?.additionalProperties === true || holder?.properties === undefined
        ? []
        : [`${field} → ${to}`];
    }),
  );
  expect(lost).toEqual([]);
});

it('has no two rules for one field of a kind', () => {
  for (const { fields } of Object.values(KINDS)) {
    const names = [...METADATA_FIELDS, ...fields].map(({ field }) => field);
    expect(names).toEqual([...new Set(names)]);
  }
});
