import type { Step } from '../playbook/step.ts';

export interface StepsAroundKubeadm {
  /** What must be there for the new kubeadm: the container runtime, images. */
  before: Step[];
  /** From the step on that replaces the kubelet or kubeadm. */
  after: Step[];
  /** Where the new kubeadm lies in the host's store; absent where no step brings one. */
  kubeadmPath?: string;
}

/**
 * A machine's steps, taken apart at the one that replaces binaries: a kubelet that restarts by itself before kubeadm has
 * upgraded its machine would be newer than its API server, and start with settings of the version before.
 */
export function stepsAroundKubeadm(steps: readonly Step[]): StepsAroundKubeadm {
  const first = steps.findIndex((step) => ['kubelet', 'kubeadm'].some((name) => itemFile(step, name) !== undefined));
  const at = first === -1 ? steps.length : first;
  const kubeadm = steps.map((step) => itemFile(step, 'kubeadm')).find((file) => file !== undefined);
  return {
    before: steps.slice(0, at),
    after: steps.slice(at),
    ...(kubeadm && { kubeadmPath: kubeadm.storePath }),
  };
}

/** Whether the kubelet is replaced by these steps, after kubeadm; else it comes with packages, or with the host, before. */
export function bringsKubelet(steps: readonly Step[]): boolean {
  return steps.some((step) => itemFile(step, 'kubelet') !== undefined);
}

function itemFile({ action }: Step, name: string) {
  if (action.kind !== 'files') return undefined;
  return action.files.flatMap((file) => (file.kind === 'item' && file.path.endsWith(`/${name}`) ? [file] : [])).at(0);
}
