import { describe, expect, test } from 'vitest';
import { DrainProgress, podsInWords } from '../../../src/operations/drain-progress.ts';

const BUDGET = 'blocked by a PodDisruptionBudget';
const REFUSAL = "Cannot evict pod as it would violate the pod's disruption budget.";

function after(lines: string[]): DrainProgress {
  const progress = new DrainProgress();
  for (const line of lines) progress.line(line);
  return progress;
}

const waitedAfter = (...lines: string[]) =>
  Object.fromEntries(after(lines).waited.map(({ pod, reason }) => [pod, reason]));
const leftAfter = (...lines: string[]) => Object.fromEntries(after(lines).left.map(({ pod, reason }) => [pod, reason]));

describe('what kubectl drain says', () => {
  test('of pods that were evicted and have not ended', () => {
    expect(waitedAfter('evicting pod default/web-1', 'evicting pod kube-system/dns-1')).toEqual({
      'default/web-1': 'still terminating',
      'kube-system/dns-1': 'still terminating',
    });
  });

  test('of pods that have gone', () => {
    expect(waitedAfter('evicting pod default/web-1', 'evicting pod default/web-2', 'pod/web-1 evicted')).toEqual({
      'default/web-2': 'still terminating',
    });
    expect(waitedAfter('evicting pod default/web-1', 'pod/web-1 deleted')).toEqual({});
  });

  test('of a pod that a budget holds, each time it is tried again', () => {
    const refused = `error when evicting pods/"web-1" -n "default" (will retry after 5s): ${REFUSAL}`;
    expect(waitedAfter('evicting pod default/web-1', refused)).toEqual({ 'default/web-1': BUDGET });
    expect(waitedAfter('evicting pod default/web-1', refused, 'evicting pod default/web-1')).toEqual({
      'default/web-1': BUDGET,
    });
    expect(waitedAfter('evicting pod default/web-1', refused, 'pod/web-1 evicted')).toEqual({});
  });

  test('of a pod that is refused for another reason, as old kubectl words it too', () => {
    expect(
      waitedAfter(
        'evicting pod shop/web-1',
        'error when evicting pod "web-1" (will retry after 5s): pods "web-1" is forbidden: namespace shop is being terminated',
      ),
    ).toEqual({ 'shop/web-1': 'pods "web-1" is forbidden: namespace shop is being terminated' });
  });

  test('of two pods of one name: the one that was not refused has gone', () => {
    expect(
      waitedAfter(
        'evicting pod a/web-1',
        'evicting pod b/web-1',
        `error when evicting pods/"web-1" -n "a" (will retry after 5s): ${REFUSAL}`,
        'pod/web-1 evicted',
      ),
    ).toEqual({ 'a/web-1': BUDGET });
  });

  test.each([
    [
      'kubectl 1.20',
      'There are pending pods in node "w-2" when an error occurred: [error when evicting pods/"web-1" -n "default": global timeout reached: 10s, error when waiting for pod "db-1" terminating: global timeout reached: 10s]',
    ],
    [
      'kubectl 1.30',
      'There are pending pods in node "w-2" when an error occurred: [error when evicting pods/"web-1" -n "default": global timeout reached: 10s, error when waiting for pod "db-1" in namespace "default" to terminate: global timeout reached: 10s]',
    ],
  ])('at its end, as %s words it: pods that ended unsaid are not left', (_, last) => {
    const refused = (name: string) =>
      `error when evicting pods/"${name}" -n "default" (will retry after 5s): ${REFUSAL}`;
    expect(
      leftAfter(
        ...['web-1', 'db-1', 'gone-1'].map((name) => `evicting pod default/${name}`),
        refused('web-1'),
        refused('db-1'),
        last,
        'pod/web-1',
        'pod/db-1',
      ),
    ).toEqual({ 'default/web-1': BUDGET, 'default/db-1': 'still terminating' });
  });

  test('at its end, of what refused a pod for good', () => {
    expect(
      leftAfter(
        'evicting pod default/web-1',
        'error: unable to drain node "w-2" due to error:error when evicting pods/"web-1" -n "default": This pod has more than one PodDisruptionBudget',
      ),
    ).toEqual({ 'default/web-1': 'This pod has more than one PodDisruptionBudget' });
  });

  test('of nothing at all, when it was cut', () => {
    expect(leftAfter('evicting pod default/web-1')).toEqual({ 'default/web-1': 'still terminating' });
  });

  test('of other things is left alone', () => {
    expect(
      waitedAfter(
        'node/w-2 cordoned',
        'WARNING: ignoring DaemonSet-managed Pods: kube-system/kube-proxy-1; deleting Pods not managed by ReplicationController: default/lone',
        'node/w-2 drained',
      ),
    ).toEqual({});
  });
});

test('pods in words: by reason, and not too many', () => {
  const pods = ['a/1', 'a/2', 'a/3'].map((pod) => ({ pod, reason: BUDGET }));
  expect(podsInWords([...pods, { pod: 'b/1', reason: 'still terminating' }], 2)).toBe(
    `${BUDGET}: a/1, a/2 and 1 more; still terminating: b/1`,
  );
});
