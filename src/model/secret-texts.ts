import { decodeContent } from './decode-content.ts';
import type { Desired } from './desired.ts';

/** Every text in the desired state that must never be shown: what came out of Secrets, and hashes of passwords. */
export function secretTexts({ controlPlane, machineDeployments }: Desired): string[] {
  const specs = [controlPlane, ...machineDeployments].map(({ kubeadmConfigSpec }) => kubeadmConfigSpec);
  return specs.flatMap(({ files = [], users = [] }) => [
    ...files
      .filter(({ contentFrom, content }) => contentFrom !== undefined && content !== undefined)
      .flatMap((file) => [file.content ?? '', decodeContent(file)?.toString('utf8') ?? '']),
    ...users.flatMap(({ passwd }) => passwd ?? []),
  ]);
}
