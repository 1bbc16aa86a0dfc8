import type { FieldRule, FieldRules } from './field-rule.ts';

const COPIED_V1BETA1: [string, string][] = [
  ['unhealthyConditions', 'checks.unhealthyNodeConditions'],
  ['unhealthyNodeConditions', 'checks.unhealthyNodeConditions'],
  ['unhealthyMachineConditions', 'checks.unhealthyMachineConditions'],
  ['nodeStartupTimeout', 'checks.nodeStartupTimeoutSeconds'],
  ['maxUnhealthy', 'remediation.triggerIf.unhealthyLessThanOrEqualTo'],
  ['unhealthyRange', 'remediation.triggerIf.unhealthyInRange'],
];
const COPIED_V1BETA2 = [...new Set(COPIED_V1BETA1.map(([, v1beta2]) => v1beta2))];
const NOTES: Record<string, string> = {
  unhealthyMachineConditions:
    'Since when they hold is known of `NodeReady` alone: others count with a timeout of 0 only.',
};
const THROUGH_OWNER = 'Machines are replaced through their owner.';

export const MACHINE_HEALTH_CHECK_FIELDS: FieldRules = [
  { field: 'spec.clusterName', verdict: 'honoured', note: 'Must be the name of the Cluster.' },
  { field: 'spec.selector', verdict: 'honoured', to: 'selector', note: 'Compared with the labels of machines.' },
  ...COPIED_V1BETA1.map(
    ([name, otherwise]): FieldRule => ({
      field: `spec.${name}`,
      verdict: 'honoured',
      to: name,
      spelling: 'v1beta1',
      otherwise: `spec.${otherwise}`,
      ...noteOf(name),
    }),
  ),
  ...COPIED_V1BETA2.map(
    (name): FieldRule => ({
      field: `spec.${name}`,
      verdict: 'honoured',
      to: name,
      spelling: 'v1beta2',
      ...noteOf(name),
    }),
  ),
  {
    field: 'spec.checks.unhealthyExpressions',
    verdict: 'refused',
    note: 'CEL is not evaluated: write unhealthyNodeConditions.',
  },
  { field: 'spec.remediationTemplate', verdict: 'ignored', note: THROUGH_OWNER },
  { field: 'spec.remediation.templateRef', verdict: 'ignored', note: THROUGH_OWNER },
];

function noteOf(field: string): Pick<FieldRule, 'note'> {
  const note = NOTES[field.split('.').at(-1) ?? ''];
  return note === undefined ? {} : { note };
}
