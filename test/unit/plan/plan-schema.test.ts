import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PLAN_API_VERSION, type PlanFile } from '../../../src/cli/plan-file.ts';
import { machinesOf } from '../../../src/model/machine.ts';
import type { Action } from '../../../src/model/plan.ts';
import { planBasis } from '../../../src/plan/basis.ts';
import { compareBasis } from '../../../src/plan/compare-basis.ts';
import { machineStates } from '../../../src/plan/machine-states.ts';
import { planCluster } from '../../../src/plan/plan-cluster.ts';
import { planReset } from '../../../src/plan/plan-reset.ts';
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
}

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const cases: Case[] = parse(read('./cases/machines.yaml'));
const schema = JSON.parse(read('../../../schemas/plan.schema.json'));
const validate: ValidateFunction = new Ajv2020({ allErrors: true, strict: true }).compile(schema);

function complaints(value: unknown): string[] {
  validate(JSON.parse(JSON.stringify(value)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function inputOf({ inventory, world }: Case) {
  const desired = shortDesired(inventory);
  const observed = observedWorld(desired, world);
  return {
    desired,
    observed,
    manifests: [],
    hash: (value: unknown) => String(JSON.stringify(value).length),
    revisionOf: () => WORLD_REVISION,
  };
}

describe('schemas/plan.schema.json', () => {
  it.each(cases)('describes the plan, as printed and as saved: $name', (example) => {
    const input = inputOf(example);
    const plan = planCluster(input);
    const basis = planBasis({ ...input, states: machineStates(input.desired, input.observed) });
    const saved: PlanFile = {
      apiVersion: PLAN_API_VERSION,
      kind: 'Plan',
      ...plan,
      inventoryFiles: ['/srv/inventory.yaml'],
      basis,
    };
    expect(complaints(plan)).toEqual([]);
    expect(complaints(saved)).toEqual([]);
    expect(plan.inventoryHash).toBe(input.hash(basis.inventory));
    expect(compareBasis(JSON.parse(JSON.stringify(basis)), basis)).toEqual([]);
  });

  it('describes what reset prints', () => {
    const desired = shortDesired({ hosts: ['cp-1', 'w-1'] });
    const plan = planReset(
      { desired, machines: machinesOf(desired), states: { 'cp-1': 'bootstrapped' } },
      () => 'hash',
    );
    expect(complaints(plan)).toEqual([]);
  });

  it('knows every action', () => {
    const actions: Record<Action, true> = {
      'prepare-host': true,
      'clean-half-bootstrapped': true,
      'init-control-plane': true,
      'join-control-plane': true,
      'join-worker': true,
      'register-node': true,
      'apply-manifests': true,
      'label-node': true,
      'drain-node': true,
      'remove-etcd-member': true,
      'clean-host': true,
      'delete-node': true,
      'record-machines': true,
      'send-images': true,
      'upgrade-node': true,
      'update-kubeadm-config': true,
      'upgrade-addons': true,
      'verify-cluster': true,
      'reset-host': true,
    };
    expect(schema.$defs.operation.properties.action.enum.toSorted()).toEqual(Object.keys(actions).toSorted());
  });

  it('wants a saved plan whole', () => {
    const [example] = cases;
    if (!example) throw new Error('there are no cases');
    expect(complaints({ ...planCluster(inputOf(example)), kind: 'Plan' })).toEqual([
      ' must have property basis when property kind is present',
    ]);
  });
});
