import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { ConversionWarning } from '../../../src/kubeadm/conversion.ts';
import { initDocuments, initWarnings, joinDocument, joinWarnings } from '../../../src/kubeadm/documents.ts';
import { desiredOf, hostOf, type KubeadmCase, specOf } from './case.ts';

const GOLDEN = path.join(import.meta.dirname, '../../golden/kubeadm');
const TOKEN = 'abcdef.0123456789abcdef';

const cases = readdirSync(GOLDEN)
  .filter((file) => file.endsWith('.input.yaml'))
  .map((file) => file.replace('.input.yaml', ''));

test('there are cases', () => expect(cases.length).toBeGreaterThan(40));

/** To accept what is made now: `UPDATE_GOLDEN=1 npx vitest run test/unit/kubeadm`, and read the diff. */
test.each(cases)('%s', (name) => {
  const given = parse(readFileSync(path.join(GOLDEN, `${name}.input.yaml`), 'utf8')) as KubeadmCase;
  const { text, warnings } = render(given);
  const made = [...warnings.map(({ path: where, message }) => `# ${where}: ${message}\n`), text].join('');
  const expectedFile = path.join(GOLDEN, `${name}.expected.yaml`);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expectedFile, made);
  expect(made).toBe(readFileSync(expectedFile, 'utf8'));
  for (const document of parseAllDocuments(text, { version: '1.1' })) expect(document.errors).toEqual([]);
});

function render(given: KubeadmCase): { text: string; warnings: ConversionWarning[] } {
  const input = {
    desired: desiredOf(given),
    host: hostOf(given.host),
    kubernetesVersion: given.kubernetesVersion,
    kubeadmConfigSpec: specOf(given),
  };
  if (given.command === 'init') {
    const init = given.token === undefined ? input : { ...input, token: given.token };
    return { text: initDocuments(init), warnings: initWarnings(init) };
  }
  const role = given.command === 'join-worker' ? ('worker' as const) : ('control-plane' as const);
  const join = { ...input, role, token: TOKEN, caCertHashes: ['ab'.repeat(32)] };
  return { text: joinDocument(join), warnings: joinWarnings(join) };
}
