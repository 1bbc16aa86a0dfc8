import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../src/model/bundle.ts';
import { sendImages } from '../../../src/operations/send-images.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { FakeHost, inTurn } from '../../support/fake-host.ts';
import { binaryStep, guardedStep, stepReport } from '../../support/steps.ts';

const images = guardedStep('runtime/images', { items: [{ name: 'proxy', sha256: 'cc' }] });
const steps = [guardedStep('os/swap'), images, binaryStep('binaries/all', 'kubelet', 'kubeadm')];
const bundle: Bundle = {
  root: '/bundle',
  kubernetesVersion: 'v1.20.3',
  arch: 'amd64',
  items: [
    { name: 'proxy', kind: 'image', path: 'proxy.tar', sha256: 'cc', size: 3 },
    { name: 'kubelet', kind: 'binary', path: 'kubelet', sha256: 'kubelet', size: 1 },
  ],
};

function sending(status: string) {
  const looked = stepReport([images], [status]);
  const host = new FakeHost('w-1', [
    { match: /installer_steps/, answer: inTurn({ stdout: looked }, { stdout: stepReport([images], ['changed']) }) },
    { match: /claimed/, answer: {} },
  ]);
  return { host, operation: sendImages({ host, steps, mark: mark(), bundle, facts: async () => bareFacts() }) };
}

describe('images of a new bundle', () => {
  test('are imported, and nothing else of the new version is done', async () => {
    const { host, operation } = sending('change');
    const seen = await operation.observe();
    expect(operation.changes(seen).map(({ what }) => what)).toEqual(['Do runtime/images']);
    await operation.apply(seen, new RecordingContext());
    expect(host.uploads.map(({ target }) => target)).toEqual(['/var/lib/installer/store/cc']);
    const script = host.changes.at(-1) ?? '';
    expect(script).toContain('do runtime/images');
    expect(script).not.toMatch(/os\/swap|\/usr\/bin\/kubelet/);
  });

  test('that are there are nothing to do', async () => {
    const { operation } = sending('ok');
    expect(operation.changes(await operation.observe())).toEqual([]);
  });
});
