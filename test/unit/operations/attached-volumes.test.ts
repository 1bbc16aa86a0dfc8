import { describe, expect, test } from 'vitest';
import { attachedVolumes, volumesToDetach } from '../../../src/operations/attached-volumes.ts';
import { controlPlaneHost } from '../../../src/operations/control-plane-access.ts';
import { desiredHost } from '../../support/desired.ts';
import { type Answer, FakeHost } from '../../support/fake-host.ts';
import { runWithStubKubectl } from '../../support/stub-kubectl.ts';

function asking(answer: Answer) {
  const host = new FakeHost('cp-1', [{ match: /volumeattachments/, answer }]);
  return {
    host,
    asked: attachedVolumes(controlPlaneHost(host, desiredHost('cp-1', 'control-plane', 11), 6443), 'w-1'),
  };
}

describe('volumes that are to be detached', () => {
  test.each([
    ['none where nothing is attached', [], []],
    ['what no pod of the node uses', ['attached csi-1 pv-1', 'claim shop data pv-1'], ['pv-1']],
    [
      'not what a pod that stays uses',
      [
        'attached csi-1 pv-1',
        'attached csi-2 pv-2',
        'pod shop  data logs',
        'claim shop data pv-1',
        'claim shop logs pv-3',
      ],
      ['pv-2'],
    ],
    [
      'a claim of the same name in another namespace is another one',
      ['attached csi-1 pv-1', 'pod other data', 'claim shop data pv-1', 'claim other data pv-2'],
      ['pv-1'],
    ],
    ['an inline volume, by its attachment', ['attached csi-9 ', 'pod shop unbound', 'claim shop unbound '], ['csi-9']],
  ])('%s', (_, lines, volumes) => {
    expect(volumesToDetach(`${lines.join('\n')}\n`)).toEqual(volumes);
  });

  test('are asked of the API, of the one node', async () => {
    const { host, asked } = asking({ stdout: 'attached csi-1 pv-1\n' });
    expect(await asked).toEqual(['pv-1']);
    const { calls } = runWithStubKubectl(host.scripts[0]?.script ?? '');
    expect(calls.map(({ arguments: words }) => words.slice(3, 5))).toEqual([['get', 'volumeattachments']]);
    expect(calls[0]?.arguments.at(-1)).toContain('?(@.spec.nodeName=="w-1")');
    expect(host.changes).toEqual([]);
  });

  test('are not known where the API does not tell', async () => {
    expect(await asking({ code: 1, stderr: 'The connection was refused\n' }).asked).toEqual({
      unavailable: 'The connection was refused',
    });
  });
});
