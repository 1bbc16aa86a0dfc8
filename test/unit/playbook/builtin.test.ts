import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileApply, compileCheck } from '../../../src/playbook/compile.ts';
import type { PlaybookContext } from '../../../src/playbook/context.ts';
import { expandPlaybooks } from '../../../src/playbook/expand.ts';
import { lintPlaybooks } from '../../../src/playbook/lint.ts';
import { loadPlaybooks, playbooksDir } from '../../../src/playbook/load.ts';
import { STAGES } from '../../../src/playbook/playbook.ts';
import { SAMPLE_CONTEXT } from '../../../src/playbook/sample-context.ts';
import type { Step } from '../../../src/playbook/step.ts';
import { expandReset } from '../../../src/playbook/undo.ts';
import { PLAYBOOK_WORDS, type Words } from '../../../src/playbook/words.ts';
import { SHELLS } from './sandbox.ts';

const builtinDir = await playbooksDir();
const playbooks = await loadPlaybooks({ builtinDir, site: [] });
const schema = JSON.parse(await readFile(path.join(builtinDir, '../schemas/playbook.schema.json'), 'utf8'));

const plainArp: PlaybookContext = {
  ...SAMPLE_CONTEXT,
  kubeVip: { ...SAMPLE_CONTEXT.kubeVip, mode: 'arp', bgp: undefined },
  ntp: undefined,
  proxy: undefined,
  registry: undefined,
  kubeadmConfigSpec: {},
};
const CONTEXTS: Record<string, PlaybookContext> = {
  'control-plane': plainArp,
  'control-plane-with-everything': SAMPLE_CONTEXT,
  'worker-without-bundle': { ...plainArp, bundle: undefined, host: { ...plainArp.host, name: 'w-1', role: 'worker' } },
  'ipv6-worker-with-rpm': {
    ...plainArp,
    host: { ...plainArp.host, name: 'w-1', role: 'worker' },
    cluster: { ...plainArp.cluster, podCidrs: ['fd00:1::/56'], endpoint: { host: 'fd00::100', port: 6443 } },
    facts: { ...plainArp.facts, packageManager: { kind: 'dnf' } },
  },
};

describe.each(Object.entries(CONTEXTS))('built-in playbooks for a %s', (name, context) => {
  const prepare = expandPlaybooks(playbooks, context, 'prepare');
  const others = [...expandPlaybooks(playbooks, context, 'post'), ...expandPlaybooks(playbooks, context, 'clean')];
  const reset = expandReset(playbooks, context);

  test('become the scripts that were reviewed', async () => {
    const golden = (file: string) => path.join(import.meta.dirname, '../../golden/playbook', `${name}.${file}.sh`);
    await expect(compileCheck(prepare)).toMatchFileSnapshot(golden('check'));
    await expect(compileApply(prepare)).toMatchFileSnapshot(golden('apply'));
    await expect(compileApply(others)).toMatchFileSnapshot(golden('others'));
    await expect(compileApply(reset)).toMatchFileSnapshot(golden('reset'));
  });

  test.each(SHELLS)('are read by %s', (_shell, [command = 'sh', ...args]) => {
    const texts = [compileCheck(prepare), ...[prepare, others, reset].map((steps) => compileApply(steps))];
    for (const text of [...texts, ...[...prepare, ...others, ...reset].flatMap(shellTexts)]) {
      const { status, stderr } = spawnSync(command, [...args, '-n'], { input: text, encoding: 'utf8' });
      expect(status, `${stderr}\n${text}`).toBe(0);
    }
  });

  test('do not depend on which other hosts there are', () => {
    const alone = { ...context, hosts: [] };
    for (const stage of STAGES) {
      expect(expandPlaybooks(playbooks, alone, stage)).toEqual(expandPlaybooks(playbooks, context, stage));
    }
  });

  test('have steps of their own names', () => {
    for (const steps of [prepare, others, reset]) {
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    }
  });
});

function shellTexts({ action, onChange }: Step): string[] {
  if (action.kind === 'guarded') return [action.check, ...action.commands, ...onChange];
  return action.kind === 'always' ? [...action.commands, ...onChange] : onChange;
}

describe('the playbooks as files', () => {
  test('lint finds nothing in them', () => {
    expect(lintPlaybooks(playbooks)).toEqual([]);
  });

  test('follow the schema', async () => {
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
    for (const { name } of playbooks) {
      const ok = validate(parse(await readFile(path.join(builtinDir, `${name}.yaml`), 'utf8')));
      expect(validate.errors, name).toBeNull();
      expect(ok).toBe(true);
    }
  });

  test('all stages are there', () => {
    expect(new Set(playbooks.map(({ stage }) => stage))).toEqual(new Set(STAGES));
  });
});

test('the schema and the reader know the same words', () => {
  const wordsOf = (words: Words, word: string): Words => {
    const shape = words[word];
    return shape?.is === 'list' ? shape.of : {};
  };
  const step = wordsOf(PLAYBOOK_WORDS, 'steps');
  const { Step: stepSchema, File: fileSchema, ItemSelector: itemSchema } = schema.$defs;
  const pairs: [Words, object][] = [
    [PLAYBOOK_WORDS, schema.properties],
    [step, stepSchema.properties],
    [wordsOf(step, 'files'), fileSchema.properties],
    [wordsOf(step, 'items'), itemSchema.properties],
  ];
  for (const [words, properties] of pairs) {
    expect(Object.keys(words).sort()).toEqual(Object.keys(properties).sort());
  }
});
