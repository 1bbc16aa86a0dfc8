import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../../lab/lab.ts';
import { run } from '../../lab/run.ts';
import { installer } from './installer.ts';

export type Kubectl = (args: readonly string[], input?: string) => Promise<string>;

/** kubectl on this machine, with the kubeconfig that `installer kubeconfig` prints: always through the endpoint. */
export async function kubectlFor(lab: Lab, ...inventories: string[]): Promise<Kubectl> {
  const paths = inventories.length > 0 ? inventories : [lab.inventoryPath];
  const { stdout } = await installer(['kubeconfig', ...paths.flatMap((path) => ['-f', path])]);
  const path = join(lab.folder, 'kubeconfig');
  await writeFile(path, stdout, { mode: 0o600 });
  const kubectl = join(lab.bundle ?? '', 'bin', 'kubectl');
  const global = ['--kubeconfig', path, '--request-timeout=5s', '--cache-dir', join(lab.folder, 'kubectl-cache')];
  return async (args, input) => (await run(kubectl, [...global, ...args], { input })).stdout;
}

/** Looks again every half second until `look` no longer throws. @throws what it threw last, after `limitMs` */
export async function eventually<T>(limitMs: number, look: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
