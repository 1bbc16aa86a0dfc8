import { describe, expect, it } from 'vitest';
import { manifestKey, manifestNames, pendingManifests } from '../../../src/plan/manifests.ts';
import { clusterView } from '../../support/cluster-view.ts';

describe('names of manifests', () => {
  it('keep files of the same name apart, or each would seem changed by the other for ever', () => {
    const names = manifestNames([
      '/a/cni.yaml',
      '/b/cni.yaml',
      '/b/app.yaml',
      '/c/cni.yaml',
      '/c/my app.yaml',
      '/d/my_app.yaml',
    ]);
    expect(names).toEqual(['cni.yaml', 'cni.yaml-2', 'app.yaml', 'cni.yaml-3', 'my app.yaml', 'my_app.yaml-2']);
    expect(new Set(names.map(manifestKey)).size).toBe(names.length);
  });

  it.each([
    ['cni.yaml', 'cni.yaml'],
    ["it's a; $(rm) name\n.yaml", 'it_s_a____rm__name_.yaml'],
    ['ü'.repeat(300), '_'.repeat(253)],
  ])('%j becomes a key that a ConfigMap takes', (name, key) => {
    expect(manifestKey(name)).toBe(key);
    expect(key).toMatch(/^[-._a-zA-Z0-9]{1,253}$/);
  });
});

describe('pendingManifests', () => {
  const file = (name: string) => ({ name, content: '', sha256: `sha of ${name}` });

  it('are those that the cluster does not remember with this content, in their order', () => {
    const cluster = clusterView({ appliedManifests: { a: 'sha of a', b: 'sha of an older b', d: 'sha of d' } });
    expect(pendingManifests(['c', 'b', 'a'].map(file), cluster).map(({ name }) => name)).toEqual(['c', 'b']);
  });

  it('are all while there is no cluster', () => {
    expect(pendingManifests([file('a')], undefined)).toHaveLength(1);
  });
});
