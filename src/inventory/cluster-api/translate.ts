import type { PlacedDocument } from '../placed-document.ts';
import { applyRules } from './apply-rules.ts';
import { type ClusterApiObject, fieldsOf, titleOf, valueAt } from './cluster-api-object.ts';
import { clusterName } from './cluster-name.ts';
import type { Composition } from './composition.ts';
import { convertValue } from './convert-value.ts';
import { type Findings, placeOf } from './findings.ts';
import { makerOf } from './owner-of.ts';
import { References } from './references.ts';
import { translateWorkers } from './translate-workers.ts';
import type { Translation } from './translation.ts';

export const DEFAULT_ZONE_LABEL = 'topology.kubernetes.io/zone';

/** Cluster API documents as the Inventory's own form: `spec.cluster`, `spec.controlPlane`, `spec.machineDeployments` and so on. */
export function translate(
  objects: readonly ClusterApiObject[],
  inventory: PlacedDocument,
  composition: Composition,
  findings: Findings,
): void {
  const zone = valueAt(inventory.value, ['spec', 'failureDomainLabel']);
  const references = new References(objects);
  const zoneLabel = typeof zone === 'string' ? zone : DEFAULT_ZONE_LABEL;
  const place: Translation['place'] = (object, at) => {
    for (const { rule, to, value, from } of applyRules(object, findings)) {
      const converted = convertValue(rule.as, value, zoneLabel);
      if (converted === undefined) continue;
      composition.set([...at, ...to], converted, object.document, from);
      // Nobody else writes a selector: what it picks is what the failure domain picks.
      if (rule.as === 'zone' || rule.as === 'zones') {
        composition.writtenBy([...at, ...to.slice(0, -1)], object.document, from);
      }
    }
  };
  const translation: Translation = { composition, references, findings, place };

  duplicates(objects, findings);
  const name = clusterName(objects, inventory, findings);
  const cluster = objects.find(({ kind }) => kind === 'Cluster');
  if (cluster !== undefined) {
    composition.set(['spec', 'cluster'], {}, cluster.document, ['spec']);
    place(cluster, ['spec', 'cluster']);
  }
  if (name !== undefined) {
    const writer = cluster ?? { document: inventory };
    composition.set(['metadata', 'name'], name, writer.document, ['metadata', 'name']);
  }
  const controlPlane = chooseControlPlane(objects, cluster, inventory, translation);
  if (controlPlane !== undefined) translateControlPlane(controlPlane, inventory, translation);
  translateWorkers(objects, translation);
  for (const object of objects) unused(object, translation);
}

function translateControlPlane(object: ClusterApiObject, inventory: PlacedDocument, translation: Translation): void {
  const { composition, place } = translation;
  const at = ['spec', 'controlPlane'];
  composition.set(at, {}, object.document, ['spec']);
  place(object, at);
  // KubeadmControlPlane's own default.
  if (composition.get([...at, 'replicas']) === undefined) {
    composition.set([...at, 'replicas'], 1, object.document, ['spec', 'replicas']);
  }
  freeHosts(object, inventory, translation);
}

/** Documents say 1 where nobody thought of it, and somebody did who wrote more hosts down. */
function freeHosts(object: ClusterApiObject, { value }: PlacedDocument, { composition, findings }: Translation): void {
  const own = fieldsOf(valueAt(value, ['spec', 'controlPlane']));
  if (Object.hasOwn(own, 'replicas') || Object.hasOwn(own, 'hostSelector')) return;
  const hosts = valueAt(value, ['spec', 'hosts']);
  const count = Array.isArray(hosts) ? hosts.filter((host) => fieldsOf(host).role === 'control-plane').length : 0;
  const replicas = composition.get(['spec', 'controlPlane', 'replicas']);
  if (typeof replicas !== 'number' || count <= replicas) return;
  const message = `${titleOf(object)} wants ${replicas} of the ${count} hosts of role control-plane; the others stay free`;
  const hint = `To use them, write spec.controlPlane.replicas: ${count - (1 - (count % 2))} in the Inventory; if that is meant, give them role: spare.`;
  findings.warning(object.document, ['spec', 'replicas'], message, hint);
}

/** The one that the Cluster names; without a Cluster that names one, the only one there is. */
function chooseControlPlane(
  objects: readonly ClusterApiObject[],
  cluster: ClusterApiObject | undefined,
  inventory: PlacedDocument,
  { references, findings }: Translation,
): ClusterApiObject | undefined {
  const all = objects.filter(({ kind }) => kind === 'KubeadmControlPlane');
  const path = ['spec', 'controlPlaneRef'];
  if (cluster !== undefined && valueAt(cluster.value, path)) {
    // An Inventory that says it all needs no document.
    const own = valueAt(inventory.value, ['spec', 'controlPlane', 'version']);
    if (all.length === 0 && own !== undefined) return undefined;
    return references.resolve(cluster, path, ['KubeadmControlPlane'], findings);
  }
  for (const object of all) references.name(object);
  const [first, ...more] = all;
  for (const second of more) {
    const hint = 'Name the one that is meant in controlPlaneRef of the Cluster, or leave the other out.';
    const message = `a second control plane: ${titleOf(second)}, beside ${first && titleOf(first)}`;
    findings.error(second.document, ['metadata', 'name'], message, hint);
  }
  return first;
}

function duplicates(objects: readonly ClusterApiObject[], findings: Findings): void {
  const seen = new Map<string, ClusterApiObject>();
  for (const object of objects) {
    const key = JSON.stringify([object.kind, object.namespace ?? 'default', object.name]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, object);
    else {
      const message = `a second ${titleOf(object)}`;
      findings.error(object.document, ['metadata', 'name'], message, `The first is at ${placeOf(first.document)}.`);
    }
  }
}

const NEED_A_REFERENCE = [
  'KubeadmControlPlane',
  'KubeadmConfig',
  'KubeadmConfigTemplate',
  // Those that a topology names have been expanded.
  'ClusterClass',
  'KubeadmControlPlaneTemplate',
];

/** Documents that nothing refers to do nothing in Cluster API either; a person may have meant otherwise. */
function unused(object: ClusterApiObject, { references, findings }: Translation): void {
  if (findings.incomplete) return;
  if (!NEED_A_REFERENCE.includes(object.kind) || references.isNamed(object) || makerOf(object) !== undefined) return;
  findings.warning(object.document, ['metadata', 'name'], `nothing refers to ${titleOf(object)}; it is not used`);
}
