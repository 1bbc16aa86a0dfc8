import type { KubeadmConfigSpec } from '../../model/desired.ts';
import type { Finding } from '../../model/plan.ts';

/**
 * How grave a finding is that kubeadm would make too, under that name: `refuse`, unless the inventory tells kubeadm to
 * ignore it (nodeRegistration.ignorePreflightErrors, names without regard to case, or `all`).
 */
export function asGraveAsKubeadm(spec: KubeadmConfigSpec, kubeadmName: string): Finding['severity'] {
  const ignored = [spec.initConfiguration, spec.joinConfiguration].flatMap(ignoredBy).map((name) => name.toLowerCase());
  return ignored.includes('all') || ignored.includes(kubeadmName.toLowerCase()) ? 'warn' : 'refuse';
}

function ignoredBy(configuration: Record<string, unknown> | undefined): string[] {
  const registration = configuration?.nodeRegistration;
  if (typeof registration !== 'object' || registration === null || !('ignorePreflightErrors' in registration))
    return [];
  const names = registration.ignorePreflightErrors;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
