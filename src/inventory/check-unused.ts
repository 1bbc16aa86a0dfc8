import type { Check } from './check.ts';
import { record } from './effective.ts';
import type { DocumentPath } from './problem.ts';

/** Fields of Cluster API that are read and kept, and that nothing acts on yet. Saying so is better than silence. */
const WITHOUT_EFFECT: Record<'cluster' | 'controlPlane' | 'machineDeployment', readonly string[]> = {
  cluster: ['paused'],
  controlPlane: [],
  machineDeployment: [],
};

/** Objects of which some fields have an effect: those, by path. */
const WITH_SOME_EFFECT: Record<'controlPlane' | 'machineDeployment', Record<string, readonly string[]>> = {
  controlPlane: {
    machineTemplate: ['metadata', 'nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout', 'spec'],
    'machineTemplate.spec': ['deletion', 'taints'],
    rolloutStrategy: ['type', 'rollingUpdate'],
    'rolloutStrategy.rollingUpdate': ['maxSurge'],
    rolloutBefore: ['certificatesExpiryDays'],
    rollout: ['strategy', 'after', 'before'],
    'rollout.strategy': ['type', 'rollingUpdate'],
    'rollout.strategy.rollingUpdate': ['maxSurge'],
    'rollout.before': ['certificatesExpiryDays'],
    remediationStrategy: ['maxRetry', 'retryPeriod', 'minHealthyPeriod'],
    remediation: ['maxRetry', 'retryPeriodSeconds', 'minHealthyPeriodSeconds'],
    'machineTemplate.spec.deletion': [
      'nodeDrainTimeoutSeconds',
      'nodeVolumeDetachTimeoutSeconds',
      'nodeDeletionTimeoutSeconds',
    ],
  },
  machineDeployment: {
    strategy: ['type', 'rollingUpdate', 'remediation'],
    'strategy.rollingUpdate': ['maxSurge', 'maxUnavailable', 'deletePolicy'],
    'strategy.remediation': ['maxInFlight'],
    rollout: ['strategy', 'after'],
    'rollout.strategy': ['type', 'rollingUpdate'],
    'rollout.strategy.rollingUpdate': ['maxSurge', 'maxUnavailable'],
  },
};

export const checkUnused: Check = (inventory, complain) => {
  const { spec } = inventory;
  const say = (path: DocumentPath): void => complain.warn(path, `${path.at(-1)} is accepted, and has no effect yet`);
  const warn = (holder: object | undefined, path: DocumentPath, owner: keyof typeof WITHOUT_EFFECT): void => {
    const fields = record(holder);
    for (const field of WITHOUT_EFFECT[owner]) if (fields[field] !== undefined) say([...path, field]);
    if (owner === 'cluster') return;
    for (const [place, effective] of Object.entries(WITH_SOME_EFFECT[owner])) {
      const segments = place.split('.');
      const written = segments.reduce((here, segment) => record(here[segment]), fields);
      for (const field of Object.keys(written)) {
        if (!effective.includes(field)) say([...path, ...segments, field]);
      }
    }
  };
  warn(spec?.cluster, ['spec', 'cluster'], 'cluster');
  warn(spec?.controlPlane, ['spec', 'controlPlane'], 'controlPlane');
  for (const [index, deployment] of (spec?.machineDeployments ?? []).entries()) {
    warn(deployment, ['spec', 'machineDeployments', index], 'machineDeployment');
  }
  const port = spec?.cluster?.clusterNetwork?.apiServerPort;
  if (port !== undefined && port !== 6443) {
    const hint = 'Set controlPlane.kubeadmConfigSpec.initConfiguration.localAPIEndpoint.bindPort.';
    complain(['spec', 'cluster', 'clusterNetwork', 'apiServerPort'], 'apiServerPort has no effect here', hint);
  }
};
