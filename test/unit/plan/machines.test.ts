import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planCluster, refusePlan } from '../../../src/plan/plan-cluster.ts';
import {
  observedWorld,
  type ShortInventory,
  shortDesired,
  WORLD_REVISION,
  type World,
} from '../../support/planner-world.ts';

interface Case {
  name: string;
  inventory: ShortInventory;
  world: World;
  /** `id <- needs`, in order; verify-cluster left out. */
  operations: string[];
  /** `check severity host: words of the message | words of the cure`. */
  findings?: string[];
  /** Reasons of some of them, by id. */
  reasons?: Record<string, string>;
  delete?: number;
  create?: number;
}

const cases: Case[] = ['machines', 'rollouts', 'machine-pools'].flatMap((file) =>
  parse(readFileSync(new URL(`./cases/${file}.yaml`, import.meta.url), 'utf8')),
);

describe('machines come and go', () => {
  it.each(cases)('$name', (example) => {
    const { plan, findings } = planned(example);
    const operations = plan.operations.filter(({ action }) => action !== 'verify-cluster');
    expect(operations.map(({ id, needs }) => [id, ...(needs.length > 0 ? ['<-', ...needs] : [])].join(' '))).toEqual(
      example.operations,
    );
    const reasons = Object.fromEntries(operations.map(({ id, reason }) => [id, reason]));
    expect(reasons).toMatchObject(example.reasons ?? {});
    expect(plan.summary).toMatchObject({ create: example.create ?? 0, delete: example.delete ?? 0 });
    const expected = example.findings ?? [];
    expect(findings.map(({ check, severity }) => `${check} ${severity}`)).toEqual(
      expected.map((text) => text.split(' ').slice(0, 2).join(' ')),
    );
    for (const [i, text] of expected.entries()) {
      const [message = '', cure = ''] = text.split(' ').slice(2).join(' ').split(' | ');
      expect(`${findings[i]?.host ?? ''} ${findings[i]?.message}`).toContain(message);
      expect(findings[i]?.cure).toContain(cure);
    }
  });

  it.each(cases)('names every operation once, with a reason, and after all it needs: $name', (example) => {
    const { operations } = planned(example).plan;
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const operation of operations) {
      expect(operation.reason, operation.id).toMatch(/\w/);
      expect(ids).toEqual(expect.arrayContaining(operation.needs));
    }
    expect(circular(operations.map(({ id, needs }) => [id, needs]))).toEqual([]);
  });
});

function planned({ inventory, world }: Case) {
  const desired = shortDesired(inventory);
  const input = {
    desired,
    observed: observedWorld(desired, world),
    manifests: [],
    hash: () => '',
    revisionOf: () => WORLD_REVISION,
  };
  return { plan: planCluster(input), findings: refusePlan(input) };
}

/** What is left when again and again everything is taken away that needs nothing more. */
function circular(left: [string, string[]][]): string[] {
  const ids = left.map(([id]) => id);
  const rest = left.filter(([, needs]) => needs.some((need) => ids.includes(need)));
  return rest.length === left.length ? ids : circular(rest);
}
