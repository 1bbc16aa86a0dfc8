import { describe, expect, it } from 'vitest';
import type { Desired } from '../../../src/model/desired.ts';
import type { MachineMark } from '../../../src/model/facts.ts';
import { differingFields, machineTemplate } from '../../../src/plan/machine-template.ts';
import { outdatedFinder } from '../../../src/plan/outdated.ts';
import { desiredCluster } from '../../support/desired.ts';
import { bareFacts, mark } from '../../support/facts.ts';
import { machineRecord } from '../../support/machine-record.ts';

const desired = desiredCluster({ controlPlanes: 3, workers: 2 });

function withSpec(spec: Desired['controlPlane']['kubeadmConfigSpec']): Desired {
  return { ...desired, controlPlane: { ...desired.controlPlane, kubeadmConfigSpec: spec } };
}

const templateOf = (of: Desired, owner = 'control-plane') => machineTemplate(of, owner) ?? '';
const plain = templateOf(desired);

describe('what a machine is made to', () => {
  it.each([
    ['files', { files: [{ path: '/etc/a', content: 'a' }] }, ['files']],
    ['two fields', { preKubeadmCommands: ['true'], mounts: [['a', 'b']] }, ['mounts', 'preKubeadmCommands']],
    ['what is written as nothing', { files: [], users: [] }, []],
    ['what only kubeadm init is told', { initConfiguration: { nodeRegistration: { name: 'a' } } }, []],
  ])('%s', (_name, spec, fields) => {
    expect(differingFields(plain, templateOf(withSpec(spec)))).toEqual(fields);
  });

  it('does not change with what Secrets hold, but with the Secret that is named', () => {
    const file = (content: string, key: string) =>
      templateOf(withSpec({ files: [{ path: '/a', content, contentFrom: { secret: { name: 's', key } } }] }));
    const user = (passwd: string) =>
      templateOf(withSpec({ users: [{ name: 'a', passwd, passwdFrom: { secret: { name: 's', key: 'k' } } }] }));
    expect(file('one', 'k')).toBe(file('another', 'k'));
    expect(file('one', 'k')).not.toBe(file('one', 'other'));
    expect(user('one')).toBe(user('another'));
  });

  it('is told of control planes with the cluster, of workers without', () => {
    const moved = { ...desired, cluster: { ...desired.cluster, serviceDomain: 'example.com' } };
    expect(differingFields(plain, templateOf(moved))).toEqual(['cluster']);
    expect(templateOf(moved, 'workers')).toBe(templateOf(desired, 'workers'));
    expect(machineTemplate(desired, 'nobody')).toBeUndefined();
  });

  it('is the same whatever the order of keys', () => {
    const one = withSpec({ joinConfiguration: { nodeRegistration: { a: 1, b: 2 }, discovery: {} } });
    const other = withSpec({ joinConfiguration: { discovery: {}, nodeRegistration: { b: 2, a: 1 } } });
    expect(templateOf(one)).toBe(templateOf(other));
  });
});

describe('an outdated machine', () => {
  const rollout = (more: Partial<Desired['controlPlane']['rollout']>): Desired => ({
    ...desired,
    controlPlane: { ...desired.controlPlane, rollout: { ...desired.controlPlane.rollout, ...more } },
  });
  const why = (of: Desired, overrides = {}, days?: number, at?: string) => {
    const facts = bareFacts();
    if (days !== undefined) facts.kubeadm.apiserverCertDaysLeft = days;
    const record = machineRecord('cp-1', overrides);
    const seen = { name: 'cp-1', role: 'control-plane' as const, owner: 'control-plane', record, facts };
    return outdatedFinder(of, () => 'control-plane', at)(seen);
  };

  it('is none as long as nothing differs', () => {
    expect(why(desired)).toBeUndefined();
    expect(why(desired, { template: undefined })).toBeUndefined();
  });

  it.each([
    ['v1.20.1', 'v1.20.1 → v1.20.2', true],
    ['v1.20.3', 'v1.20.3 → v1.20.2', false],
  ])('is of %s', (version, text, byUpgrade) => {
    expect(why(desired, { version })).toEqual({ why: text, byUpgrade, version: { is: version, wanted: 'v1.20.2' } });
  });

  it('names the fields that differ, and the version too', () => {
    const changed = withSpec({ files: [{ path: '/etc/a', content: 'a' }] });
    expect(why(changed, { version: 'v1.20.1' })).toMatchObject({
      why: 'v1.20.1 → v1.20.2; files of its kubeadmConfigSpec changed',
      byUpgrade: false,
    });
  });

  describe('whose upgrade was begun', () => {
    const marked = (of: Desired, said: Partial<MachineMark>) => {
      const record = machineRecord('cp-1', { template: plain });
      const facts = bareFacts({ machine: mark({ machine: 'cp-1', template: plain, ...said }) });
      const seen = { name: 'cp-1', role: 'control-plane' as const, owner: 'control-plane', record, facts };
      return outdatedFinder(of, () => 'control-plane', undefined)(seen);
    };
    const other = templateOf(withSpec({ files: [{ path: '/etc/a', content: 'a' }] }));

    it('is none once that has ended', () => {
      expect(marked(desired, {})).toBeUndefined();
    });

    it.each<[string, Partial<MachineMark>, string, boolean]>([
      ['to what it is', { upgrading: { version: 'v1.20.2', template: plain } }, 'begun and has not ended', true],
      ['to another version', { upgrading: { version: 'v1.20.3', template: plain } }, 'upgrade to v1.20.3', true],
      ['to more than one', { upgrading: { version: 'v1.20.2' } }, 'begun and has not ended', false],
      ['to another specification', { upgrading: { version: 'v1.20.2', template: other } }, 'files of its', false],
      ['and ended, and was not recorded', { template: other }, 'files of its', false],
      ['and ended as a newer one, not recorded', { version: 'v1.20.3' }, 'v1.20.3 → v1.20.2', false],
    ])('%s, whatever its record says', (_name, said, text, byUpgrade) => {
      expect(marked(desired, said)).toMatchObject({ why: expect.stringContaining(text), byUpgrade });
    });

    it('goes on where it is when that is what is wanted', () => {
      const controlPlane = { ...desired.controlPlane, version: 'v1.20.3' };
      const begun = marked({ ...desired, controlPlane }, { upgrading: { version: 'v1.20.3', template: plain } });
      expect(begun).toMatchObject({ why: 'v1.20.2 → v1.20.3', byUpgrade: true });
    });
  });

  it('was made before a moment that has passed', () => {
    const after = rollout({ after: '2026-02-01T00:00:00Z' });
    expect(why(after, {}, undefined, '2026-02-02T00:00:00Z')?.why).toBe('made before 2026-02-01T00:00:00Z');
    expect(why(after, {}, undefined, '2026-01-31T00:00:00Z')).toBeUndefined();
    expect(why(after, { createdAt: '2026-02-01T00:00:01Z' }, undefined, '2026-02-02T00:00:00Z')).toBeUndefined();
    expect(why(after)).toBeUndefined();
  });

  it('has certificates that end soon, unless it is to stay where it is', () => {
    expect(why(rollout({ certificatesExpiryDays: 21 }), {}, 20)?.why).toContain('within 21 days');
    expect(why(rollout({ certificatesExpiryDays: 21 }), {}, 21)).toBeUndefined();
    expect(why(rollout({ certificatesExpiryDays: 21, strategy: 'InPlace' }), {}, 20)).toBeUndefined();
  });
});
