#!/usr/bin/env node
// Writes what follows from schemas/*.schema.json: the types, the field tables of docs/inventory.md, and validators compiled
// ahead of time (compiling them at start would cost every command about 60 ms).
// With --check: writes nothing and fails when a file is stale.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';
import { withFieldTables } from './schema-tables.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const TARGETS = [
  {
    schema: 'schemas/inventory.schema.json',
    types: 'src/inventory/inventory.gen.ts',
    validator: 'src/inventory/validate-inventory.gen.ts',
    page: 'docs/inventory.md',
  },
  {
    schema: 'schemas/bundle.schema.json',
    types: 'src/bundle/bundle-manifest.gen.ts',
    validator: 'src/bundle/validate-bundle.gen.ts',
  },
];

const banner = (schema) => `// Generated from ${schema} by \`npm run generate\`. Do not edit.\n`;

/** A copy without the named words of documentation. Fields of the same name stay: theirs is an object, not text. */
function without(words, value, top = true) {
  if (Array.isArray(value)) return value.map((item) => without(words, item, false));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => (top && key === 'title') || !words.includes(key) || isSchema(item))
      .map(([key, item]) => [key, without(words, item, false)]),
  );
}

function isSchema(value) {
  return typeof value === 'object' && value !== null && ('type' in value || '$ref' in value || 'enum' in value);
}

/** A description beside a $ref makes json-schema-to-typescript write a copy of the type: keep the reference alone. */
function withBareRefs(value) {
  if (Array.isArray(value)) return value.map(withBareRefs);
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.$ref === 'string') return { $ref: value.$ref };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withBareRefs(item)]));
}

async function typesOf(schemaPath, schema) {
  // Titles are words for error messages here, not type names: without them types are named after their $defs key.
  const code = await compile(withBareRefs(without(['title'], schema)), schema.title, {
    bannerComment: '',
    additionalProperties: true,
    format: false,
    ignoreMinAndMaxItems: true,
    declareExternallyReferenced: true,
  });
  return `${banner(schemaPath)}\n${code.trim()}\n`;
}

function validatorOf(schemaPath, schema) {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strictTypes: false,
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
  });
  const code = standalone.default(ajv, ajv.compile(without(['description', 'title', 'default', 'examples'], schema)));
  if (/\brequire\(/.test(code)) throw new Error(`${schemaPath}: the validator would import ajv at run time`);
  const body = code.replace('"use strict";', '').replace(/export default \w+;/, '');
  return `// @ts-nocheck\n${banner(schemaPath)}${body.trim()}\n`;
}

async function generated() {
  const files = [];
  for (const target of TARGETS) {
    const schema = JSON.parse(await readFile(path.join(root, target.schema), 'utf8'));
    files.push({ path: target.types, text: await typesOf(target.schema, schema) });
    files.push({ path: target.validator, text: validatorOf(target.schema, schema) });
    if (target.page !== undefined) {
      const page = await readFile(path.join(root, target.page), 'utf8');
      files.push({ path: target.page, text: withFieldTables(page, schema) });
    }
  }
  return files;
}

const checkOnly = process.argv.includes('--check');
const stale = [];
for (const file of await generated()) {
  const onDisk = await readFile(path.join(root, file.path), 'utf8').catch(() => undefined);
  if (onDisk === file.text) continue;
  stale.push(file.path);
  if (!checkOnly) await writeFile(path.join(root, file.path), file.text);
}
if (stale.length > 0) console.log(`${checkOnly ? 'stale' : 'wrote'}: ${stale.join(', ')}`);
if (checkOnly && stale.length > 0) {
  console.log('Run `npm run generate` and commit the result.');
  process.exitCode = 1;
}
