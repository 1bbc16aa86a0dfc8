import { describe, expect, it } from 'vitest';
import { InstallerError } from '../../../src/errors.ts';
import { blockingBudgets, budgetInWords, budgetsOf } from '../../../src/operations/blocking-budgets.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { desiredHost } from '../../support/desired.ts';
import { FakeHost } from '../../support/fake-host.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

const PODS = ['default/web-1 app=web tier=front', 'default/db-1 app=db', 'other/web-1 app=web', 'default/bare'];

interface BudgetOf {
  name?: string;
  selector?: object | null;
  allowed?: number;
  apiVersion?: string;
  status?: object;
}

function budget({ name = 'web', selector, allowed = 0, apiVersion = 'policy/v1', status }: BudgetOf) {
  return {
    apiVersion,
    metadata: { namespace: 'default', name },
    spec: selector === null ? {} : { selector: selector ?? { matchLabels: { app: 'web' } } },
    status: status ?? { disruptionsAllowed: allowed, currentHealthy: 1, desiredHealthy: 2 },
  };
}

const said = (...budgets: object[]) => `${PODS.join('\n')}\n\n${JSON.stringify({ items: budgets })}`;
const names = (stdout: string, pod = 'default/web-1') => budgetsOf(stdout, [pod]).map(({ name }) => name);
const expression = (key: string, operator: string, values?: string[]) => ({
  matchExpressions: [{ key, operator, ...(values && { values }) }],
});

describe('budgets that hold pods', () => {
  it('are those that select one of them and allow no disruption', () => {
    expect(budgetsOf(said(budget({}), budget({ name: 'free', allowed: 1 })), ['default/web-1'])).toEqual([
      { name: 'default/web', wanted: 2, healthy: 1 },
    ]);
  });

  it('are all that select one of them, where by now each allows one', () => {
    expect(names(said(budget({ allowed: 1 })))).toEqual(['default/web']);
  });

  it('are not those of another namespace, nor of pods that are not held', () => {
    expect(names(said(budget({})), 'other/web-1')).toEqual([]);
    expect(names(said(budget({})), 'default/db-1')).toEqual([]);
  });

  it.each<[string, BudgetOf, boolean]>([
    ['all labels', { selector: { matchLabels: { app: 'web', tier: 'front' } } }, true],
    ['a label with another value', { selector: { matchLabels: { app: 'web', tier: 'back' } } }, false],
    ['In', { selector: expression('tier', 'In', ['back', 'front']) }, true],
    ['In, not among them', { selector: expression('tier', 'In', ['back']) }, false],
    ['NotIn', { selector: expression('tier', 'NotIn', ['back']) }, true],
    ['NotIn, without the label', { selector: expression('zone', 'NotIn', ['a']) }, true],
    ['NotIn, among them', { selector: expression('tier', 'NotIn', ['front']) }, false],
    ['Exists', { selector: expression('tier', 'Exists') }, true],
    ['Exists, without the label', { selector: expression('zone', 'Exists') }, false],
    ['DoesNotExist', { selector: expression('zone', 'DoesNotExist') }, true],
    ['DoesNotExist, with the label', { selector: expression('tier', 'DoesNotExist') }, false],
    ['an empty selector', { selector: {} }, true],
    ['an empty selector of old', { selector: {}, apiVersion: 'policy/v1beta1' }, false],
    ['no selector', { selector: null }, false],
  ])('select as Kubernetes does: %s', (_, of, selected) => {
    expect(names(said(budget(of)))).toEqual(selected ? ['default/web'] : []);
  });

  it.each<[string, object | undefined, boolean]>([
    ['a percentage that allows one', { disruptionsAllowed: 1, currentHealthy: 4, desiredHealthy: 2 }, false],
    ['a percentage that allows none', { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2 }, true],
    ['what nobody has counted yet', {}, true],
    ['what has no status', undefined, true],
    ['what is no number', { disruptionsAllowed: ['1'] }, true],
    ['fewer than none', { disruptionsAllowed: -1 }, true],
  ])('are judged by what the cluster counted: %s', (_, status, blocks) => {
    const half = { ...budget({ name: 'half' }), status };
    Object.assign(half.spec, { minAvailable: '50%' });
    // Another one that surely refuses: those that allow a disruption are then not among them.
    expect(names(said(budget({ name: 'sure' }), half))).toEqual(
      blocks ? ['default/sure', 'default/half'] : ['default/sure'],
    );
  });

  it('are named without numbers where nobody has counted yet', () => {
    const [found] = budgetsOf(said(budget({ status: {} })), ['default/web-1']);
    expect(found && budgetInWords(found)).toBe('default/web');
  });

  it.each(['', 'nonsense', `${PODS.join('\n')}\n\nnot JSON`])(
    'are none in an answer that says nothing: %j',
    (stdout) => {
      expect(budgetsOf(stdout, ['default/web-1'])).toEqual([]);
    },
  );
});

describe('asking for them', () => {
  const asked = async (answer: ConstructorParameters<typeof FakeHost>[1]) => {
    const host = new FakeHost('cp-1', answer);
    const controlPlane = controlPlaneHost(host, desiredHost('cp-1', 'control-plane', 11), 6443);
    const held = [{ pod: 'default/web-1', reason: 'blocked' }];
    return { host, budgets: await blockingBudgets(controlPlane, 'w-1', held, new AbortController().signal) };
  };

  it('asks for the pods of the node and for every budget', async () => {
    const { host, budgets } = await asked([{ match: /k get/, answer: { stdout: said(budget({})) } }]);
    expect(budgets).toEqual([{ name: 'default/web', wanted: 2, healthy: 1 }]);
    const { calls } = runWithStubKubectl(host.scripts[0]?.script ?? '');
    expect(calls.map((call) => call.arguments.slice(3).join(' '))).toEqual([
      expect.stringMatching(/^get pods -A --field-selector spec\.nodeName=w-1 -o go-template=/),
      'get poddisruptionbudgets -A -o json',
    ]);
  });

  it('is no error where nobody tells', async () => {
    const lost = () => Promise.reject(new InstallerError('unreachable', 'connection lost'));
    expect((await asked([{ match: /k get/, answer: lost }])).budgets).toEqual([]);
    expect((await asked([{ match: /k get/, answer: { code: 1, stdout: said(budget({})) } }])).budgets).toEqual([]);
  });
});
