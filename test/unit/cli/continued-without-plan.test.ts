import { describe, expect, it } from 'vitest';
import { continuedWithoutPlan } from '../../../src/cli/continued-without-plan.ts';
import type { PlanFile } from '../../../src/cli/plan-file.ts';
import { type ErrorKind, InstallerError } from '../../../src/errors.ts';

const plan = { inventoryFiles: ['/srv/my site/inventory.yaml'] } as PlanFile;
const own = { path: 'plan.json', plan, files: plan.inventoryFiles };
const named = { path: 'plan.json', plan, files: ['moved.yaml'] };

describe('continuedWithoutPlan', () => {
  it.each([
    [own, ['apply', '--yes', 'plan.json'], "installer apply --yes -f '/srv/my site/inventory.yaml'"],
    [named, ['apply', '-f', 'moved.yaml', 'plan.json', '--yes'], 'installer apply -f moved.yaml --yes'],
  ])('applies the inventory: %#', (saved, argv, nextCommand) => {
    const error = new InstallerError('operation-failed', 'it went wrong', { host: 'w-1', hint: 'look' });
    expect(continuedWithoutPlan(error, saved, argv)).toMatchObject({
      kind: 'operation-failed',
      message: 'it went wrong',
      details: { host: 'w-1', hint: 'look', nextCommand },
    });
  });

  it.each<ErrorKind>(['cluster-unhealthy', 'usage', 'unexpected'])('leaves %s alone', (kind) => {
    const error = new InstallerError(kind, 'it went wrong');
    expect(continuedWithoutPlan(error, own, ['apply', 'plan.json'])).toBe(error);
  });

  it('leaves faults of our own alone', () => {
    const error = new TypeError('x is not a function');
    expect(continuedWithoutPlan(error, own, ['apply', 'plan.json'])).toBe(error);
  });
});
