import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../src/model/bundle.ts';
import { sendItems } from '../../../src/operations/send-items.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { FakeHost } from '../../support/fake-host.ts';

const bundle: Bundle = {
  root: '/bundles/v1.20.2',
  kubernetesVersion: 'v1.20.2',
  arch: 'amd64',
  items: [
    { name: 'kubeadm', kind: 'binary', path: 'bin/kubeadm', sha256: 'aa', size: 100 },
    { name: 'kubelet', kind: 'binary', path: 'bin/kubelet', sha256: 'bb', size: 20 },
    { name: 'pause', kind: 'image', path: 'images/pause.tar', sha256: 'cc', size: 3 },
    { name: 'pause-again', kind: 'image', path: 'images/again.tar', sha256: 'cc', size: 3 },
  ],
};
const claiming = { match: /^CLAIM$/, answer: {} };

describe('sending items', () => {
  test('claims the host, then sends what is missing and nothing else', async () => {
    const host = new FakeHost('w-1', [claiming]);
    const store = [{ sha256: 'aa', sizeBytes: 100, partial: false }];
    await sendItems(host, bundle, new Set(['aa', 'bb']), store, 'CLAIM', new RecordingContext());
    expect(host.order).toEqual(['run', 'upload /var/lib/installer/store/bb']);
    expect(host.uploads[0]).toMatchObject({ source: '/bundles/v1.20.2/bin/kubelet', size: 20, sha256: 'bb' });
  });

  test('a file that arrived in part is continued', async () => {
    const host = new FakeHost('w-1', [claiming]);
    const store = [{ sha256: 'aa', sizeBytes: 40, partial: true }];
    await sendItems(host, bundle, new Set(['aa']), store, 'CLAIM', new RecordingContext());
    expect(host.uploads.map(({ sha256 }) => sha256)).toEqual(['aa']);
  });

  test('does not touch a host that has it all', async () => {
    const host = new FakeHost('w-1');
    const store = [{ sha256: 'cc', sizeBytes: 3, partial: false }];
    await sendItems(host, bundle, new Set(['cc']), store, 'CLAIM', new RecordingContext());
    expect(host.order).toEqual([]);
  });

  test('bytes go up over all files to their sum', async () => {
    const context = new RecordingContext();
    const host = new FakeHost('w-1', [claiming]);
    await sendItems(host, bundle, new Set(['aa', 'bb', 'cc']), [], 'CLAIM', context);
    expect(context.bytes).toEqual([
      [100, 123],
      [120, 123],
      [123, 123],
    ]);
    expect(context.messages).toEqual(['sending kubeadm', 'sending kubelet', 'sending pause']);
  });

  test('sends nothing to a host that another cluster claimed meanwhile', async () => {
    const host = new FakeHost('w-1', [{ match: /^CLAIM$/, answer: { code: 65, stderr: 'claimed by another\n' } }]);
    await expect(sendItems(host, bundle, new Set(['aa']), [], 'CLAIM', new RecordingContext())).rejects.toMatchObject({
      kind: 'operation-failed',
      details: { exitCode: 65, lastLines: ['claimed by another'] },
    });
    expect(host.uploads).toEqual([]);
  });

  test('an item that the bundle lacks is a fault of ours, found before anything is sent', async () => {
    const host = new FakeHost('w-1', [claiming]);
    await expect(
      sendItems(host, bundle, new Set(['aa', 'dd']), [], 'CLAIM', new RecordingContext()),
    ).rejects.toMatchObject({ kind: 'unexpected', message: expect.stringContaining('dd') });
    expect(host.order).toEqual([]);
  });
});
