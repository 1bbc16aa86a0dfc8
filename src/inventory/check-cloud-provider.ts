import { readFile } from 'node:fs/promises';
import type { Complain } from './check.ts';
import type { Draft, DraftInventory } from './draft.ts';
import { record } from './effective.ts';
import type { KubeadmConfigSpec } from './inventory.gen.ts';
import type { DocumentPath } from './problem.ts';
import { workerGroups } from './worker-groups.ts';

const WORKLOAD = /^\s*kind:\s*["']?(Deployment|DaemonSet|StatefulSet|Pod)\b/m;
/** Names and images of the cloud controller managers of providers; kube-vip's serves load balancers only. */
const CONTROLLER_MANAGER = /cloud-controller-manager|cloud-provider-(vsphere|openstack|azure|aws|gcp|kubevirt)/;
const ARGUMENT = 'cloud-provider';

/**
 * A kubelet of `cloud-provider: external` taints its node until a cloud controller manager has seen it: without one, nothing
 * is ever scheduled. One warning per group of machines.
 * @param manifests files that are applied, absolute; undefined: they are written and cannot be looked at
 */
export async function checkCloudProvider(
  inventory: DraftInventory,
  manifests: readonly string[] | undefined,
  complain: Complain,
): Promise<void> {
  const { controlPlane } = inventory.spec ?? {};
  const specs = [
    {
      spec: controlPlane?.kubeadmConfigSpec,
      path: ['spec', 'controlPlane'] as DocumentPath,
      machines: 'control planes',
    },
    ...workerGroups(inventory).map(({ written, path, kind }) => ({
      spec: written?.kubeadmConfigSpec,
      path,
      machines: `machines of ${kind} ${written?.name ?? ''}`.trim(),
    })),
  ];
  const external = specs.flatMap(({ spec, path, machines }) => {
    const argument = externalArgument(spec);
    return argument === undefined ? [] : [{ path: [...path, 'kubeadmConfigSpec', ...argument], machines }];
  });
  if (external.length === 0 || bringsItsOwn(controlPlane?.kubeadmConfigSpec)) return;
  if (manifests === undefined || (await someRuns(manifests))) return;
  for (const { path, machines } of external) {
    const list = typeof path.at(-1) === 'number';
    const without = list ? 'write kubeletExtraArgs without it' : `write kubeletExtraArgs: { ${ARGUMENT}: null }`;
    complain.warn(
      path,
      `cloud-provider: external: the ${machines} stay tainted (node.cloudprovider.kubernetes.io/uninitialized) and take no pods until a cloud controller manager runs, and none is among spec.manifests`,
      `List its manifest under spec.manifests of the Inventory. Where there is no cloud, ${without} in the same place of the Inventory, and for controllerManager too.`,
    );
  }
}

/** Where the kubelet is told so, below kubeadmConfigSpec. Arguments are a mapping or, in v1beta2, a list of name and value. */
function externalArgument(spec: Draft<KubeadmConfigSpec> | undefined): DocumentPath | undefined {
  for (const configuration of ['initConfiguration', 'joinConfiguration'] as const) {
    const args = record(record(spec?.[configuration]).nodeRegistration).kubeletExtraArgs;
    const path = [configuration, 'nodeRegistration', 'kubeletExtraArgs'];
    if (record(args)[ARGUMENT] === 'external') return [...path, ARGUMENT];
    const index = Array.isArray(args)
      ? args.findIndex((entry) => record(entry).name === ARGUMENT && record(entry).value === 'external')
      : -1;
    if (index >= 0) return [...path, index];
  }
  return undefined;
}

/** As a static pod among the control planes' files. */
function bringsItsOwn(spec: Draft<KubeadmConfigSpec> | undefined): boolean {
  return (spec?.files ?? []).some((file) => CONTROLLER_MANAGER.test(`${file?.path ?? ''}\n${file?.content ?? ''}`));
}

async function someRuns(manifests: readonly string[]): Promise<boolean> {
  for (const file of manifests) {
    // One that cannot be read is stated elsewhere.
    const text = await readFile(file, 'utf8').catch(() => '');
    const objects = /\.json$/i.test(file) ? [text] : text.split(/^---/m);
    if (objects.some((object) => CONTROLLER_MANAGER.test(object) && (WORKLOAD.test(object) || /\.json$/i.test(file)))) {
      return true;
    }
  }
  return false;
}
