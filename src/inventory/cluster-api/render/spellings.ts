import type { Inventory } from '../../inventory.gen.ts';
import { kubeadmSpecs } from '../../kubeadm-specs.ts';
import { type DocumentPath, pathText } from '../../problem.ts';
import { fieldsOf } from '../cluster-api-object.ts';
import type { RenderedVersion } from './manifest.ts';

/** A field of a kubeadmConfigSpec that only one version writes so. */
export interface Spelling {
  version: RenderedVersion;
  /** `spec.controlPlane.kubeadmConfigSpec.clusterConfiguration.apiServer.extraArgs` */
  field: string;
}

/** Fields that v1beta2 has no more. */
const ONLY_V1BETA1 = /\.(useExperimentalRetryJoin|apiServer\.timeoutForControlPlane|discovery\.timeout|dns\.type|ttl)$/;
const ARGUMENTS = /\.(extraArgs|kubeletExtraArgs)$/;

/** What the kubeadmConfigSpecs of an inventory say in one version's words only. They are written out as they were written. */
export function spellings(inventory: Inventory): Spelling[] {
  return kubeadmSpecs(inventory).flatMap(({ spec, path }) => visit(spec, path));
}

/** The version whose words an inventory uses; where it says nothing that tells, the current one. */
export function usualVersion(found: readonly Spelling[]): RenderedVersion {
  return found.some(({ version }) => version === 'v1beta1') ? 'v1beta1' : 'v1beta2';
}

function visit(value: unknown, path: DocumentPath): Spelling[] {
  const field = pathText(path);
  if (ARGUMENTS.test(field)) return [{ version: Array.isArray(value) ? 'v1beta2' : 'v1beta1', field }];
  if (ONLY_V1BETA1.test(field)) return [{ version: 'v1beta1', field }];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(fieldsOf(value));
  return entries.flatMap(([key, inner]) => visit(inner, [...path, key]));
}
