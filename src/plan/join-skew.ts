import type { Desired } from '../model/desired.ts';
import type { Finding } from '../model/plan.ts';
import { minorVersion, tryParseVersion } from '../model/version.ts';
import { kubeadmJoinProblem } from '../model/version-skew.ts';
import type { Situation } from './situation.ts';

/**
 * Why no machine of a deployment with a version of its own can be made: it is kubeadm of that version that would join, and
 * it joins a cluster of its own minor only (Cluster API: KubeadmVersionSkew of machineset_preflight.go). Those that are there
 * stay: kubelets may be older.
 */
export function joinSkewProblem({ controlPlane, machineDeployments }: Desired, owner: string): string | undefined {
  const deployment = machineDeployments.find(({ name }) => name === owner);
  if (!deployment || !tryParseVersion(deployment.version) || !tryParseVersion(controlPlane.version)) return undefined;
  return kubeadmJoinProblem(deployment.version, controlPlane.version);
}

/** Machines that are to be made and cannot be; kubeadm that is at work is waited for. Pure. */
export function joinSkewFindings({ desired, machines, states, vacating }: Situation): Finding[] {
  const made = machines.filter(
    ({ name, role }) =>
      role === 'worker' && (vacating.has(name) || !['bootstrapped', 'bootstrapping'].includes(states[name] ?? '')),
  );
  return made.flatMap(({ name, owner }): Finding[] => {
    const problem = joinSkewProblem(desired, owner);
    if (problem === undefined) return [];
    const minor = minorVersion(desired.controlPlane.version);
    return [
      {
        host: name,
        check: 'version-skew',
        severity: 'refuse',
        message: `is to be made for ${owner}, and ${problem}`,
        cure: `Give ${owner} a version of minor ${minor}; or as few replicas as it has machines, and nothing that makes them anew.`,
      },
    ];
  });
}
