import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Manifest } from '../../../../../src/inventory/cluster-api/render/manifest.ts';
import { renderInventory } from '../../../../../src/inventory/cluster-api/render/render-inventory.ts';
import { fixture } from '../cases.ts';
import { readTexts, sameWhenRendered, VERSIONS } from './rendered.ts';

type Parts = Pick<Manifest, 'kind' | 'metadata'>[];

interface Case {
  title: string;
  spec: Record<string, Record<string, unknown>>;
  both?: Parts;
  v1beta1?: Parts;
  v1beta2?: Parts;
  /** Kinds of which there is none. */
  absent?: string[];
  /** Fields of the Cluster that are not there. */
  'absent-fields'?: string[];
  inventory?: Record<string, unknown>;
  left?: Record<(typeof VERSIONS)[number], Record<string, unknown>>;
}

const host = (name: string, address: string, role: string) => ({
  name,
  address,
  role,
  labels: { rack: 'r1', disk: 'ssd' },
});
const HOSTS = [
  host('cp-1', '10.0.0.1', 'control-plane'),
  host('cp-2', '10.0.0.2', 'control-plane'),
  host('cp-3', '10.0.0.3', 'control-plane'),
  host('w-1', '10.0.0.11', 'worker'),
  host('w-2', '10.0.0.12', 'worker'),
];

describe('test/fixtures/cluster-api/render.yaml', () => {
  for (const each of parse(fixture('render.yaml')) as Case[]) {
    it.each(VERSIONS)(`${each.title}: %s`, async (version) => {
      const text = JSON.stringify({
        apiVersion: 'installer.dev/v1alpha1',
        kind: 'Inventory',
        metadata: { name: 'c' },
        spec: {
          cluster: { controlPlaneEndpoint: { host: '10.0.0.9' } },
          ...each.spec,
          controlPlane: { version: 'v1.34.2', ...each.spec.controlPlane },
          hosts: HOSTS,
        },
      });
      const read = await readTexts([text]);
      if (read === undefined) throw new Error('the case is no valid inventory');
      const objects = renderInventory(read.written, version);
      for (const part of [...(each.both ?? []), ...(each[version] ?? [])]) {
        const { kind, metadata } = part;
        expect(objects.find((one) => one.kind === kind && one.metadata.name === metadata.name)).toMatchObject(part);
      }
      const kinds = objects.map(({ kind }) => kind);
      for (const kind of each.absent ?? []) expect(kinds).not.toContain(kind);
      for (const field of each['absent-fields'] ?? []) expect(objects[0]).not.toHaveProperty(field);
      const { hosts, ...left } = objects.at(-1)?.spec ?? {};
      expect(hosts).toEqual(HOSTS);
      expect(left).toEqual(each.left?.[version] ?? each.inventory);
      await sameWhenRendered([text]);
    });
  }
});

describe('Secrets', () => {
  it('are referred to, and never written out', async () => {
    const texts = [
      JSON.stringify({
        apiVersion: 'installer.dev/v1alpha1',
        kind: 'Inventory',
        metadata: { name: 'c' },
        spec: {
          cluster: { controlPlaneEndpoint: { host: '10.0.0.9' } },
          controlPlane: {
            version: 'v1.34.2',
            kubeadmConfigSpec: {
              files: [{ path: '/etc/x', contentFrom: { secret: { name: 'site', key: 'x' } } }],
              users: [{ name: 'ops', passwdFrom: { secret: { name: 'site', key: 'hash' } } }],
            },
          },
          ssh: { user: 'ops', passwordFrom: { env: 'SSH_PASSWORD' } },
          hosts: HOSTS,
        },
      }),
      'apiVersion: v1\nkind: Secret\nmetadata: { name: site }\nstringData: { x: hunter2, hash: $6$salt$hash }\n',
    ];
    const read = await sameWhenRendered(texts);
    if (read === undefined) throw new Error('the case is no valid inventory');
    const [, controlPlane] = renderInventory(read.written, 'v1beta1');
    expect(controlPlane?.spec.kubeadmConfigSpec).toEqual({
      files: [{ path: '/etc/x', contentFrom: { secret: { name: 'site', key: 'x' } } }],
      users: [{ name: 'ops', passwdFrom: { secret: { name: 'site', key: 'hash' } } }],
    });
    expect(JSON.stringify(renderInventory(read.written, 'v1beta2'))).not.toMatch(/hunter2|salt/);
  });
});
