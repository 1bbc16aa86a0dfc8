import type { Finding } from '../../model/plan.ts';
import { amount } from './amount.ts';
import type { Candidate, Ground } from './ground.ts';
import { asGraveAsKubeadm } from './ignored.ts';

/** kubeadm's own floors for a control plane: constants.ControlPlaneNumCPU and ControlPlaneMem (1700, counted in MiB). */
const CONTROL_PLANE_CPUS = 2;
const CONTROL_PLANE_MEMORY = 1700 * 2 ** 20;

/** CPUs, memory and swap. */
export function checkResources({ newcomers, desired }: Ground): Finding[] {
  return newcomers.flatMap((candidate) => [
    ...(candidate.machine.role === 'control-plane' ? floors(candidate) : []),
    ...swap(candidate, desired),
  ]);
}

function floors({ machine, facts: { cpus, memoryBytes } }: Candidate): Finding[] {
  const findings: Finding[] = [];
  if (cpus > 0 && cpus < CONTROL_PLANE_CPUS) {
    findings.push({
      host: machine.name,
      check: 'cpus',
      severity: asGraveAsKubeadm(machine.kubeadmConfigSpec, 'NumCPU'),
      message: `${cpus} CPU; a control plane needs ${CONTROL_PLANE_CPUS}`,
      cure: 'Give the host more CPUs, or make it a worker.',
    });
  }
  if (memoryBytes > 0 && memoryBytes < CONTROL_PLANE_MEMORY) {
    findings.push({
      host: machine.name,
      check: 'memory',
      severity: asGraveAsKubeadm(machine.kubeadmConfigSpec, 'Mem'),
      message: `${amount(memoryBytes)} of memory; a control plane needs ${amount(CONTROL_PLANE_MEMORY)}`,
      cure: 'Give the host more memory, or make it a worker.',
    });
  }
  return findings;
}

function swap({ machine, facts }: Candidate, desired: Ground['desired']): Finding[] {
  const kept = { ...desired.vars, ...machine.host.vars }.swap === 'keep';
  if (facts.swap.length === 0 || kept || desired.kubeletConfiguration?.failSwapOn === false) return [];
  const size = facts.swap.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [
    {
      host: machine.name,
      check: 'swap',
      severity: 'warn',
      message: `${amount(size)} of swap will be turned off, now and in /etc/fstab`,
      cure: 'To keep it, set vars.swap: keep and kubeletConfiguration.failSwapOn: false.',
    },
  ];
}
