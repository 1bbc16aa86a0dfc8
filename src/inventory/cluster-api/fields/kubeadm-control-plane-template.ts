import type { FieldRules } from './field-rule.ts';

export const KUBEADM_CONTROL_PLANE_TEMPLATE_FIELDS: FieldRules = [
  {
    field: 'spec.template.spec',
    verdict: 'honoured',
    to: '',
    note: 'Patched first; then as `spec` of a [KubeadmControlPlane](#kubeadmcontrolplane).',
  },
  { field: 'spec.template.metadata.labels', verdict: 'ignored', note: 'No object carries them; machineTemplate does.' },
  { field: 'spec.template.metadata.annotations', verdict: 'ignored', note: 'No object carries them.' },
];
