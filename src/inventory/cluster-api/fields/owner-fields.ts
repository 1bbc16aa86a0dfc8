import type { FieldRule, FieldRules } from './field-rule.ts';

const TIMEOUTS = ['nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout'];

/** One field in its two spellings. */
function spelt(at: string, v1beta1: string, v1beta2: string, note?: string): FieldRule[] {
  const rule: Pick<FieldRule, 'verdict' | 'note'> = { verdict: 'honoured', ...(note !== undefined && { note }) };
  return [
    { field: `${at}.${v1beta1}`, ...rule, spelling: 'v1beta1', otherwise: `${at}.${v1beta2}` },
    { field: `${at}.${v1beta2}`, ...rule, spelling: 'v1beta2', otherwise: `${at}.${v1beta1}` },
  ];
}

/** What topology and class say alike of a control plane (`at` ends in `controlPlane`) or of workers. */
export function ownerFields(at: string, sort: 'controlPlane' | 'machineDeployment' | 'machinePool'): FieldRules {
  const all: FieldRule[] = [
    ...TIMEOUTS.flatMap((name) => spelt(at, name, `deletion.${name}Seconds`)),
    { field: `${at}.readinessGates`, verdict: 'ignored', note: 'A machine is ready when its Node is.' },
    { field: `${at}.taints`, verdict: 'honoured', spelling: 'v1beta2' },
  ];
  if (sort !== 'machinePool') all.push(...spelt(at, 'machineHealthCheck', 'healthCheck'));
  if (sort === 'controlPlane') return all;
  all.push({
    field: `${at}.minReadySeconds`,
    verdict: 'honoured',
    note: 'Becomes that of the machines.',
  });
  if (sort === 'machinePool') return [...all, { field: `${at}.failureDomains`, verdict: 'mapped', note: HOSTS }];
  return [
    ...all,
    { field: `${at}.failureDomain`, verdict: 'mapped', note: HOSTS },
    ...spelt(at, 'strategy', 'rollout.strategy'),
    { field: `${at}.deletion.order`, verdict: 'honoured', spelling: 'v1beta2' },
  ];
}

const HOSTS = 'Only hosts of it are used (`spec.failureDomainLabel`).';

/** `metadata` of a control plane or workers. */
export function metadataFields(at: string): FieldRules {
  return [
    { field: `${at}.labels`, verdict: 'honoured', note: 'Labels of the machines; those of the topology win.' },
    { field: `${at}.annotations`, verdict: 'ignored', note: 'There are no Machine objects to carry them.' },
  ];
}
