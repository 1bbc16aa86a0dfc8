import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { confirmByName } from '../../../src/cli/confirm-by-name.ts';
import { type Confirmation, confirmPlan } from '../../../src/cli/confirm-plan.ts';
import * as terminal from '../../../src/cli/terminal.ts';
import type { Plan, PlannedOperation } from '../../../src/model/plan.ts';

vi.mock('../../../src/cli/terminal.ts');

const { confirm, isInteractive, typeToConfirm } = vi.mocked(terminal);

/** A person sits there and answers yes, and types the cluster's name. */
beforeEach(() => {
  isInteractive.mockReturnValue(true);
  confirm.mockResolvedValue(true);
  typeToConfirm.mockResolvedValue(true);
});

afterEach(() => vi.resetAllMocks());

function plan(removed: string[], counted = removed.length): Plan {
  const operations = removed.map(
    (machine): PlannedOperation => ({
      id: `${machine}/delete-node`,
      machine,
      host: machine,
      action: 'delete-node',
      title: '',
      reason: '',
      needs: [],
      destructive: true,
      diffs: [],
    }),
  );
  const summary = { create: 1, update: 0, delete: counted };
  return { cluster: 'b-cluster', inventoryHash: '', observedHash: '', operations, summary };
}

/** Which questions were asked. */
const asked = () => [...confirm.mock.calls.map(() => 'yes?'), ...typeToConfirm.mock.calls.map(() => 'name?')];

const NAME = 'b-cluster';

describe('confirmPlan', () => {
  it.each<[string, string[], Confirmation, string[]]>([
    ['creation: a question', [], {}, ['yes?']],
    ['creation, --yes', [], { yes: true }, []],
    ['removal: the name is the answer', ['w-2'], {}, ['name?']],
    ['removal, --yes is not enough', ['w-2'], { yes: true }, ['name?']],
    ['removal, the name alone is no yes', ['w-2'], { confirmDelete: NAME }, ['yes?']],
    ['removal, both', ['w-2'], { yes: true, confirmDelete: NAME }, []],
  ])('%s', async (_, removed, given, questions) => {
    await confirmPlan(plan(removed), given);
    expect(asked()).toEqual(questions);
  });

  it.each<[string, string[], Confirmation, string]>([
    ['creation', [], {}, 'interrupted'],
    ['removal', ['w-2'], {}, 'usage'],
    ['removal, --yes', ['w-2'], { yes: true }, 'usage'],
    ['removal, the name given', ['w-2'], { confirmDelete: NAME }, 'interrupted'],
  ])('%s, the answer is no', async (_, removed, given, kind) => {
    confirm.mockResolvedValue(false);
    typeToConfirm.mockResolvedValue(false);
    await expect(confirmPlan(plan(removed), given)).rejects.toMatchObject({
      kind,
      message: expect.stringContaining('nothing was changed'),
    });
  });

  it.each<[Confirmation]>([
    [{ confirmDelete: 'a-cluster' }],
    [{ yes: true, confirmDelete: 'a-cluster' }],
    [{ yes: true, confirmDelete: '' }],
  ])('%j: another name is refused, and nothing is asked', async (given) => {
    await expect(confirmPlan(plan(['w-2']), given)).rejects.toMatchObject({
      exitCode: 64,
      message: 'the name given is not "b-cluster"; nothing was changed',
      details: { hint: expect.stringContaining('--confirm-delete b-cluster') },
    });
    expect(asked()).toEqual([]);
  });

  it.each<[Confirmation, string]>([
    [{}, 'add --yes --confirm-delete b-cluster'],
    [{ yes: true }, 'add --confirm-delete b-cluster'],
    [{ confirmDelete: NAME }, 'add --yes'],
  ])('%j where nobody can be asked: %s', async (given, hint) => {
    isInteractive.mockReturnValue(false);
    await expect(confirmPlan(plan(['w-2']), given)).rejects.toMatchObject({ exitCode: 64, details: { hint } });
    expect(asked()).toEqual([]);
  });

  it.each([
    [['w-2'], 1, 'Removing w-2 from b-cluster'],
    [['cp-3', 'w-2'], 2, 'Removing cp-3 and w-2 from b-cluster'],
    [
      Array.from({ length: 10 }, (_, i) => `w-${i + 1}`),
      10,
      'Removing w-1, w-2, w-3, w-4, w-5, w-6, w-7, w-8 and 2 more from b-cluster',
    ],
    [['w-2', 'w-9'], 1, 'Removing 1 machine from b-cluster'],
  ])('of %j says what is going to happen', async (removed, counted, what) => {
    await confirmPlan(plan(removed, counted), {});
    expect(typeToConfirm).toHaveBeenCalledWith('b-cluster', what);
  });
});

describe('confirmByName', () => {
  it('asks nothing when the name was given', async () => {
    await confirmByName(NAME, 'Destroying what is on w-1', NAME);
    expect(asked()).toEqual([]);
  });

  it('asks for it otherwise', async () => {
    await confirmByName(NAME, 'Destroying what is on w-1', undefined);
    expect(typeToConfirm).toHaveBeenCalledWith(NAME, 'Destroying what is on w-1');
  });
});
