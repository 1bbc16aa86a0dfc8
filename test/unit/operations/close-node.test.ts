import { describe, expect, test } from 'vitest';
import { closeNodeScript, openNodeScript } from '../../../src/operations/close-node.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

const through = { address: '192.168.73.11', port: 6443 };

/** What is changed where kubectl tells `told` of the Node. */
function changes(script: string, told: string) {
  const { calls, code } = runWithStubKubectl(script, 'none', { tells: told });
  const patches = calls.filter((call) => call.arguments.includes('patch')).map((call) => call.arguments.slice(3));
  return { code, patches: patches.map((words) => [...words.slice(0, -1), JSON.parse(words.at(-1) ?? '')]) };
}

describe('closing a node for an upgrade', () => {
  test('closes it and notes that it was us, in one change', () => {
    expect(changes(closeNodeScript(through, 'w-1'), '')).toEqual({
      code: 0,
      patches: [
        [
          'patch',
          'node',
          'w-1',
          '--type',
          'merge',
          '-p',
          { metadata: { annotations: { 'installer.dev/closed-for-upgrade': '' } }, spec: { unschedulable: true } },
        ],
      ],
    });
  });

  test('leaves one that is closed as it is: nobody is to think that it was us', () => {
    expect(changes(closeNodeScript(through, 'w-1'), 'true').patches).toEqual([]);
  });

  test('fails where the node is not told', () => {
    const { code, calls } = runWithStubKubectl(closeNodeScript(through, 'w-1'), '*get*');
    expect([code, calls.length]).toEqual([1, 1]);
  });
});

describe('opening it again', () => {
  test.each([
    '{"installer.dev/closed-for-upgrade":"","volumes":"x"}',
    'map[installer.dev/closed-for-upgrade: volumes:x]',
  ])('opens what we had closed and takes the note away: %s', (annotations) => {
    expect(changes(openNodeScript(through, 'w-1'), annotations).patches.map((words) => words.at(-1))).toEqual([
      { metadata: { annotations: { 'installer.dev/closed-for-upgrade': null } }, spec: { unschedulable: null } },
    ]);
  });

  test.each(['', '{"volumes":"x"}'])('leaves closed what a person had closed: %j', (annotations) => {
    expect(changes(openNodeScript(through, 'w-1'), annotations)).toEqual({ code: 0, patches: [] });
  });
});
