import { expect, test } from 'vitest';
import { rememberRemediationScript } from '../../../src/operations/remember-remediation.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

const through = { address: '192.168.73.12', port: 6443 };
const past = { role: 'worker' as const, timestamp: '2026-02-01T00:00:00.000Z', retryCount: 2 };
const NOT_FOUND = 'Error from server (NotFound): configmaps "installer-remediations" not found';
const verbs = (calls: { arguments: string[] }[]) =>
  calls.map(({ arguments: words }) => words.find((word) => word === 'patch' || word === 'create'));

test.each([
  ['into what is there', 'none', {}, 0, ['patch']],
  ['where there is nothing yet', '*patch*', { says: NOT_FOUND, times: 1 }, 0, ['patch', 'create', 'patch']],
  [
    'where another one makes it meanwhile',
    '*remediations*',
    { says: NOT_FOUND, times: 2 },
    0,
    ['patch', 'create', 'patch'],
  ],
  ['not where the API refuses', '*patch*', { says: 'Forbidden' }, 1, ['patch']],
])('writes %s', (_, fail, failure, code, called) => {
  const ran = runWithStubKubectl(rememberRemediationScript(through, 'w-1', past), fail, failure);
  expect(verbs(ran.calls)).toEqual(called);
  expect(ran.code).toBe(code);
  expect(ran.stderr.trim()).toBe(code === 0 ? '' : 'Forbidden');
});

test('forgets, also where there is nothing', () => {
  const script = rememberRemediationScript(through, 'w-1', undefined);
  const ran = runWithStubKubectl(script, '*patch*', { says: NOT_FOUND });
  expect(ran.calls.flatMap((call) => call.arguments).at(-1)).toBe('{"data":{"w-1":null}}');
  expect(ran.code).toBe(0);
});
