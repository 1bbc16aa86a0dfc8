import { nearest } from './nearest.ts';
import type { PlacedDocument } from './placed-document.ts';
import type { Problem } from './problem.ts';

const API_VERSION = 'installer.dev/v1alpha1';
const CLUSTER_API_KINDS = [
  'Cluster',
  'KubeadmControlPlane',
  'KubeadmControlPlaneTemplate',
  'KubeadmConfig',
  'KubeadmConfigTemplate',
  'MachineDeployment',
  'MachineSet',
  'Machine',
  'MachinePool',
  'MachineHealthCheck',
  'ClusterClass',
];

/** The one Inventory among the documents; everything else is a problem. With `broken` files, a missing one goes unsaid. */
export function chooseInventory(
  documents: readonly PlacedDocument[],
  files: readonly string[],
  broken: boolean,
): { inventory?: PlacedDocument; problems: Problem[] } {
  const problems: Problem[] = [];
  const inventories: PlacedDocument[] = [];
  for (const document of documents) {
    const kind = kindOf(document.value);
    if (kind === 'Inventory') inventories.push(document);
    else problems.push(notAnInventory(document, kind));
  }
  const [inventory, ...more] = inventories;
  for (const second of more) {
    const first = inventory?.locate({ severity: 'error', path: [], at: 'key', message: '' });
    problems.push(
      second.locate({
        severity: 'error',
        path: ['kind'],
        at: 'value',
        message: 'a second Inventory; there can be one only',
        hint: `The first is at ${first?.file}:${first?.line}. Put the hosts of both into one.`,
      }),
    );
  }
  if (inventory !== undefined) return { inventory, problems };
  if (problems.length === 0 && !broken) problems.push(nothing(files));
  return { problems };
}

function kindOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  return typeof value.kind === 'string' ? value.kind : undefined;
}

function notAnInventory(document: PlacedDocument, kind: string | undefined): Problem {
  const located = (message: string, hint: string): Problem =>
    document.locate({ severity: 'error', path: ['kind'], at: 'value', message, hint });
  if (kind === undefined) {
    return located(
      'this document has no kind',
      `An inventory begins with:  apiVersion: ${API_VERSION}  kind: Inventory`,
    );
  }
  if (CLUSTER_API_KINDS.includes(kind)) {
    const hint =
      'Supported now: Inventory. Write spec.cluster, spec.controlPlane and spec.machineDeployments there: their fields are those of Cluster API.';
    return located(`Cluster API documents are not supported yet: ${kind}`, hint);
  }
  const meant = nearest(kind, ['Inventory']);
  return located(
    `documents of kind ${kind} are not known`,
    meant === undefined ? 'Supported: Inventory.' : `Did you mean ${meant}?`,
  );
}

function nothing(files: readonly string[]): Problem {
  const file = files[0] === '-' ? '<stdin>' : (files[0] ?? '-f');
  return {
    severity: 'error',
    file,
    line: 1,
    column: 1,
    message: files.length === 0 ? 'no inventory was named' : 'there is nothing in it',
    hint: 'Name an inventory with -f; inventory.example.yaml is one to start from.',
  };
}
