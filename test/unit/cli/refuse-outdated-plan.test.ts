import { describe, expect, it } from 'vitest';
import { asSaved, PLAN_API_VERSION, type PlanFile } from '../../../src/cli/plan-file.ts';
import { refuseOtherInventory, refuseOutdatedPlan } from '../../../src/cli/refuse-outdated-plan.ts';
import type { InstallerError } from '../../../src/errors.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { planBasis } from '../../../src/plan/basis.ts';
import { basisInput } from '../../support/plan-basis.ts';
import { samplePlan } from '../../support/sample-events.ts';

function savedPlan(overrides: Partial<PlanFile> = {}) {
  const document: PlanFile = {
    apiVersion: PLAN_API_VERSION,
    kind: 'Plan',
    ...samplePlan,
    inventoryFiles: ['/srv/inventory.yaml'],
    basis: planBasis(basisInput()),
    ...overrides,
  };
  return { path: 'plan.json', plan: asSaved(document), files: ['/srv/inventory.yaml'] };
}

function failureOf(work: () => void): InstallerError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as InstallerError;
  }
}

const none = new Secrets();
const now = () => ({ plan: samplePlan, basis: planBasis(basisInput()) });

describe('a plan that was saved', () => {
  it('is run when nothing has changed', () => {
    expect(() => refuseOtherInventory(savedPlan(), basisInput().desired, none)).not.toThrow();
    expect(() => refuseOutdatedPlan(savedPlan(), now(), none)).not.toThrow();
  });

  it('is refused before a host is contacted when the inventory has changed', () => {
    const { desired } = basisInput();
    for (const deployment of desired.machineDeployments) deployment.replicas = 3;
    const failure = failureOf(() => refuseOtherInventory(savedPlan(), desired, none));
    expect(failure).toMatchObject({ kind: 'preflight-refused', exitCode: 12 });
    expect(failure?.message).toBe(
      'the plan of plan.json no longer holds; nothing was changed. Since it was made:\n' +
        '- inventory.yaml: replicas of workers 2 → 3',
    );
    expect(failure?.details.nextCommand).toBe('installer plan -f /srv/inventory.yaml --out plan.json');
  });

  it('is refused for another cluster', () => {
    const { desired } = basisInput();
    desired.cluster.name = 'a-cluster';
    expect(failureOf(() => refuseOtherInventory(savedPlan(), desired, none))).toMatchObject({
      exitCode: 64,
      message: 'plan.json is a plan for b-cluster, the inventory describes a-cluster',
    });
  });

  it('is refused when what is seen has changed, which is said', () => {
    const basis = planBasis(basisInput({ states: { 'cp-1': 'bootstrapped', 'w-2': 'claimed' } }));
    const plan = { ...samplePlan, operations: samplePlan.operations.filter(({ id }) => id !== 'w-9/reset-host') };
    const failure = failureOf(() => refuseOutdatedPlan(savedPlan(), { plan, basis }, none));
    expect(failure).toMatchObject({ exitCode: 12 });
    expect(failure?.message.split('\n').slice(1)).toEqual([
      '- host w-2 was bare, is claimed now',
      '- operation w-9/reset-host is no longer needed',
    ]);
  });

  it('is refused when a manifest was edited', () => {
    const manifests = [{ name: 'network.yaml', content: 'kind: Pod', sha256: 'another sha' }];
    const basis = planBasis(basisInput({ manifests }));
    expect(() => refuseOtherInventory(savedPlan(), basisInput({ manifests }).desired, none)).not.toThrow();
    expect(failureOf(() => refuseOutdatedPlan(savedPlan(), { plan: samplePlan, basis }, none))?.message).toContain(
      'inventory.yaml: manifest network.yaml has changed',
    );
  });

  it('is refused when somebody edited it', () => {
    const operations = samplePlan.operations.slice(1);
    const failure = failureOf(() => refuseOutdatedPlan(savedPlan({ operations }), now(), none));
    expect(failure?.message).toContain(`operation ${samplePlan.operations[0]?.id} is needed now`);
  });

  it('does not drown a person in differences', () => {
    const { desired } = basisInput();
    desired.hosts.push(...Array.from({ length: 40 }, (_, i) => ({ ...desired.hosts[0], name: `h-${i}` }) as never));
    const lines = failureOf(() => refuseOtherInventory(savedPlan(), desired, none))?.message.split('\n');
    expect(lines).toHaveLength(1 + 12 + 1);
    expect(lines?.at(-1)).toBe('- and 28 more');
  });

  it('holds although a secret was masked in it', () => {
    const secrets = new Secrets();
    secrets.add('hunter22');
    const { desired } = basisInput();
    desired.vars = { password: 'hunter22' };
    const basis = planBasis(basisInput({ desired }));
    const masked: PlanFile['basis'] = JSON.parse(secrets.mask(JSON.stringify(basis)));
    const saved = savedPlan({ basis: masked });
    expect(() => refuseOtherInventory(saved, desired, secrets)).not.toThrow();
    expect(() => refuseOutdatedPlan(saved, { plan: samplePlan, basis }, secrets)).not.toThrow();
  });
});
