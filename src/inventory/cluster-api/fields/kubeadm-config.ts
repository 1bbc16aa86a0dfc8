import type { FieldRules } from './field-rule.ts';

const WHOLE = 'Field by field: [kubeadmConfigSpec](inventory.md#kubeadmconfigspec).';

export const KUBEADM_CONFIG_FIELDS: FieldRules = [{ field: 'spec', verdict: 'honoured', to: '', note: WHOLE }];

export const KUBEADM_CONFIG_TEMPLATE_FIELDS: FieldRules = [
  { field: 'spec.template.spec', verdict: 'honoured', to: '', note: WHOLE },
  { field: 'spec.template.metadata', verdict: 'ignored', note: 'There are no KubeadmConfig objects to carry it.' },
];
