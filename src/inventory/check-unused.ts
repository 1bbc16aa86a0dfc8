import type { Check } from './check.ts';
import type { DocumentPath } from './problem.ts';

/** Fields of Cluster API that are read and kept, and that nothing acts on yet. Saying so is better than silence. */
const WITHOUT_EFFECT: Record<'cluster' | 'controlPlane' | 'machineDeployment', readonly string[]> = {
  cluster: ['paused'],
  controlPlane: [
    'rolloutStrategy',
    'rollout',
    'rolloutBefore',
    'rolloutAfter',
    'remediationStrategy',
    'remediation',
    'machineTemplate',
  ],
  machineDeployment: ['strategy', 'rollout', 'minReadySeconds', 'deletePolicy'],
};

export const checkUnused: Check = (inventory, complain) => {
  const { spec } = inventory;
  const warn = (holder: object | undefined, path: DocumentPath, fields: readonly string[]): void => {
    for (const field of fields) {
      if (holder !== undefined && (holder as Record<string, unknown>)[field] !== undefined) {
        complain.warn([...path, field], `${field} is accepted, and has no effect yet`);
      }
    }
  };
  warn(spec?.cluster, ['spec', 'cluster'], WITHOUT_EFFECT.cluster);
  warn(spec?.controlPlane, ['spec', 'controlPlane'], WITHOUT_EFFECT.controlPlane);
  for (const [index, deployment] of (spec?.machineDeployments ?? []).entries()) {
    warn(deployment, ['spec', 'machineDeployments', index], WITHOUT_EFFECT.machineDeployment);
  }
  for (const field of ['machineHealthChecks', 'machinePools'] as const) {
    if ((spec?.[field] ?? []).length > 0)
      complain.warn(['spec', field], `${field} are accepted, and have no effect yet`);
  }
  if (spec?.cluster?.topology !== undefined) {
    complain(
      ['spec', 'cluster', 'topology'],
      'topology (ClusterClass) is not supported yet',
      'Write controlPlane and machineDeployments.',
    );
  }
  const port = spec?.cluster?.clusterNetwork?.apiServerPort;
  if (port !== undefined && port !== 6443) {
    const hint = 'Set controlPlane.kubeadmConfigSpec.initConfiguration.localAPIEndpoint.bindPort.';
    complain(['spec', 'cluster', 'clusterNetwork', 'apiServerPort'], 'apiServerPort has no effect here', hint);
  }
};
