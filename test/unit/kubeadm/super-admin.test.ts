import { expect, test } from 'vitest';
import { initNeedsSuperAdmin } from '../../../src/kubeadm/super-admin.ts';

test.each([
  ['v1.20.2', false],
  ['v1.28.15', false],
  ['v1.29.0', true],
  ['v1.34.2', true],
  ['v1.36.0', true],
  ['v1.36.1', false],
  ['v1.37.0', false],
])('kube-vip of %s needs super-admin.conf during init: %s', (version, needed) => {
  expect(initNeedsSuperAdmin(version)).toBe(needed);
});
