import { asMachineTaints } from './machine-taints.ts';
import { CONTROL_PLANE, defined, type Manifest, manifest, referenceToHosts, type Style, whereAny } from './manifest.ts';
import type { Rest } from './rest.ts';
import { takeRollout } from './rollout.ts';
import { MACHINE_TIMES, takeTimes } from './time.ts';

/** Of an object without a counterpart here; what is written of it has no effect. */
const WITHOUT_EFFECT = ['machineNamingStrategy', 'machineNaming', 'infrastructureTemplate'];

/**
 * The KubeadmControlPlane.
 * @param rest spec.controlPlane, of which the Inventory keeps what is not taken
 * @param replicas how many control planes there are to be, written or not
 */
export function renderControlPlane(name: string, rest: Rest, replicas: number, style: Style): Manifest {
  for (const field of WITHOUT_EFFECT) rest.take(field);
  if (rest.take('replicas') === undefined) rest.set('replicas', null);
  const spec = {
    replicas,
    version: rest.take('version'),
    ...rolloutOf(rest, style),
    machineTemplate: machineTemplate(rest, style),
    kubeadmConfigSpec: rest.take('kubeadmConfigSpec') ?? {},
  };
  return manifest(style, CONTROL_PLANE, 'KubeadmControlPlane', name, defined(spec));
}

function rolloutOf(rest: Rest, { version }: Style): Record<string, unknown> {
  const { strategy, after, certificatesExpiryDays } = takeRollout(rest);
  const before = whereAny({ certificatesExpiryDays });
  const remediation = remediationOf(rest, version);
  if (version === 'v1beta2') return defined({ rollout: whereAny({ before, after, strategy }), remediation });
  return defined({
    rolloutBefore: before,
    rolloutAfter: after,
    rolloutStrategy: strategy,
    remediationStrategy: remediation,
  });
}

function remediationOf(rest: Rest, version: Style['version']): Record<string, unknown> | undefined {
  const written = rest.peek('remediation') ?? rest.peek('remediationStrategy');
  if (written === undefined) return undefined;
  const [v1beta1, v1beta2] = [rest.take('remediationStrategy.maxRetry'), rest.take('remediation.maxRetry')];
  const times = takeTimes(rest, version, {
    names: ['retryPeriod', 'minHealthyPeriod'],
    durations: 'remediationStrategy.',
    seconds: 'remediation.',
  });
  return defined({ maxRetry: v1beta2 ?? v1beta1, ...times });
}

function machineTemplate(rest: Rest, style: Style): Record<string, unknown> {
  const metadata = whereAny({ labels: rest.take('machineTemplate.metadata.labels') });
  const infrastructureRef = referenceToHosts(style);
  const times = takeTimes(rest, style.version, {
    names: MACHINE_TIMES,
    durations: 'machineTemplate.',
    seconds: 'machineTemplate.spec.deletion.',
  });
  for (const field of ['infrastructureRef', 'spec.infrastructureRef']) rest.take(`machineTemplate.${field}`);
  if (style.version === 'v1beta1') return defined({ metadata, infrastructureRef, ...times });
  const taints = asMachineTaints(rest.take('machineTemplate.spec.taints'));
  return defined({ metadata, spec: defined({ infrastructureRef, deletion: whereAny(times), taints }) });
}
