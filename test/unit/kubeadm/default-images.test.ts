import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { defaultImageRepository, pauseImage, requiredImages } from '../../../src/kubeadm/default-images.ts';
import { FIXTURES, type KubeadmCase, specOf } from './case.ts';

type ImageCase = KubeadmCase & { version: string; images?: string[] };

const cases = parse(readFileSync(path.join(FIXTURES, 'images.yaml'), 'utf8')) as ImageCase[];

describe('requiredImages', () => {
  test.each(cases.map((given, index) => [`${index}: ${given.version}`, given] as const))('%s', (_, given) => {
    expect(requiredImages(given.version, specOf(given))).toEqual(given.images);
  });
});

test.each([
  ['v1.20.15', 'k8s.gcr.io'],
  ['v1.22.16', 'k8s.gcr.io'],
  ['v1.22.17', 'registry.k8s.io'],
  ['v1.23.14', 'k8s.gcr.io'],
  ['v1.23.15', 'registry.k8s.io'],
  ['v1.24.8', 'k8s.gcr.io'],
  ['v1.24.9', 'registry.k8s.io'],
  ['v1.25.0', 'registry.k8s.io'],
  ['v1.40.0', 'registry.k8s.io'],
])('the default registry of %s is %s', (version, registry) => {
  expect(defaultImageRepository(version)).toBe(registry);
});

test.each([
  ['v1.20.2', 'k8s.gcr.io/pause:3.2'],
  ['v1.31.8', 'registry.k8s.io/pause:3.10'],
  ['v1.18.0', 'k8s.gcr.io/pause:3.2'],
  ['v1.40.0', 'registry.k8s.io/pause:3.10.2'],
])('the sandbox image of %s is %s, known release or not', (version, image) => {
  expect(pauseImage(version, {})).toBe(image);
});
