import { describe, expect, it } from 'vitest';
import { readInventory } from '../../../../src/inventory/read-inventory.ts';
import { withFolder } from '../cases.ts';
import { casesOf, inventory, readFiles } from './cases.ts';
import { filesOf, TOPOLOGY_CASES } from './topology/cases.ts';

const MISSING = /there is no Inventory beside this/;
const errorsIn = (said: readonly string[]) => said.filter((line) => !/^\S+ warning /.test(line));

describe('documents without an Inventory beside them are told that, and nothing that is not wrong with them', () => {
  for (const name of ['quick-start.yaml', 'upstream.yaml', 'meaning.yaml', 'refused.yaml']) {
    // What is laid over documents may mend them: it is not there.
    for (const { title, documents, overlay } of casesOf(name).filter((each) => each.overlay === undefined)) {
      it(`${name}: ${title}`, async () => {
        const beside = await readFiles({ 'inventory.yaml': inventory({ overlay }), 'documents.yaml': documents });
        const alone = await readFiles({ 'documents.yaml': documents });
        expect(alone.read).toBeUndefined();
        const others = alone.said.filter((line) => !MISSING.test(line));
        expect(beside.said).toEqual(expect.arrayContaining(errorsIn(others)));
        if (errorsIn(beside.said).length === 0) expect(errorsIn(alone.said)).toEqual([expect.stringMatching(MISSING)]);
      });
    }
  }

  for (const each of TOPOLOGY_CASES.filter(
    ({ overlay, metadata }) => overlay === undefined && metadata === undefined,
  )) {
    it(`topology: ${each.title}`, async () => {
      const { 'inventory.yaml': _, ...files } = filesOf(each);
      const beside = await readFiles(filesOf(each));
      const alone = await readFiles(files);
      expect(alone.read).toBeUndefined();
      expect(beside.said).toEqual(expect.arrayContaining(errorsIn(alone.said.filter((line) => !MISSING.test(line)))));
    });
  }
});

const DOCUMENTS = `
apiVersion: cluster.x-k8s.io/v1beta1
kind: Cluster
metadata: { name: c }
spec:
  controlPlaneEndpoint: { host: 10.0.0.9, port: 6443 }
  controlPlaneRef: { apiVersion: controlplane.cluster.x-k8s.io/v1beta1, kind: KubeadmControlPlane, name: cp }
---
apiVersion: controlplane.cluster.x-k8s.io/v1beta1
kind: KubeadmControlPlane
metadata: { name: cp }
spec:
  version: v1.31.0
  replicas: 1
  kubeadmConfigSpec: {}
`;

it('tells the other errors along', async () => {
  const wrong = DOCUMENTS.replace(
    'kubeadmConfigSpec: {}',
    'kubeadmConfigSpec: { files: [{ path: etc/x, content: y }], nosuch: 1 }',
  );
  const { said } = await readFiles({ 'documents.yaml': wrong });
  expect(said).toEqual([
    expect.stringMatching(/^documents\.yaml:3:1 there is no Inventory beside this Cluster/),
    expect.stringMatching(/^documents\.yaml:15:\d+ etc\/x is not an absolute path/),
    expect.stringMatching(/^documents\.yaml:15:\d+ .*nosuch/),
  ]);
});

it('the Inventory that it says to write is one', async () => {
  const { said } = await readFiles({ 'documents.yaml': DOCUMENTS });
  const [, written] = /with -f too: (.*)$/.exec(said[0] ?? '') ?? [];
  await withFolder({ 'hosts.yaml': written ?? '', 'documents.yaml': DOCUMENTS }, async (cwd) => {
    const files = ['hosts.yaml', 'documents.yaml'];
    const { desired } = await readInventory({ files, cwd, home: '/home/ops', checkFiles: false });
    expect(desired).toMatchObject({ cluster: { name: 'c' }, controlPlane: { hosts: ['cp-1'] } });
  });
});
