import type { PlacedDocument } from '../../placed-document.ts';
import type { Problem } from '../../problem.ts';
import { applyRules } from '../apply-rules.ts';
import { type ClusterApiObject, fieldsOf, titleOf, valueAt } from '../cluster-api-object.ts';
import { Findings } from '../findings.ts';
import { isClusterApiKind } from '../kinds.ts';
import { readObject } from '../read-object.ts';
import { builtinCluster, networkOf } from './builtin-variables.ts';
import { checkPatches } from './check-patches.ts';
import { checkTopologyFields } from './check-topology-fields.ts';
import { findTopology, type WrittenTopology } from './find-topology.ts';
import { isOwned } from './generated.ts';
import { makeControlPlane } from './make-control-plane.ts';
import { makeWorkers } from './make-workers.ts';
import { referencesOf } from './references-of.ts';
import { type Expanded, replaceDocuments } from './replace-documents.ts';
import { shown } from './shown.ts';
import { firstSaid, saidBy, type Topology } from './topology.ts';
import { checkDefinitions, resolveVariables } from './variables.ts';

export interface Expansion {
  documents: PlacedDocument[];
  problems: Problem[];
}

/**
 * The documents with the topology of their Cluster expanded: to a KubeadmControlPlane, MachineDeployments, MachinePools,
 * KubeadmConfigTemplates and MachineHealthChecks, as Cluster API's topology controller makes them of a ClusterClass. What is
 * wrong with one of them is told where it was written. Without a topology they are as they were.
 * @param incomplete some document could not be read: that one is missing goes unsaid
 */
export function expandTopology(documents: readonly PlacedDocument[], incomplete = false): Expansion {
  const findings = new Findings(incomplete);
  const objects = read(documents);
  const written = findTopology(
    objects.filter(({ kind }) => kind === 'Cluster'),
    documents,
  );
  if (written === undefined) return { documents: [...documents], problems: [] };
  checkTopologyFields(written, findings);
  const expanded = expand(written, objects, findings);
  return { documents: replaceDocuments(documents, objects, written, expanded, findings), problems: findings.problems };
}

/** Undefined, with an error or a warning, where there is no ClusterClass. */
function expand(
  written: WrittenTopology,
  objects: readonly ClusterApiObject[],
  findings: Findings,
): Expanded | undefined {
  const { cluster, inventory, composition } = written;
  const object = classOf(written, objects, findings);
  if (object === undefined) return undefined;
  applyRules(object, findings);
  for (const { kind, path, message, hint } of versionProblems(written, object)) {
    const { document, path: from } = saidBy({ composition }, path).origin;
    if (kind === 'missing') findings.errorAtKey(document, from, message, hint);
    else findings.error(document, from, message, hint);
  }
  const references = referencesOf(object);
  checkPatches(object, references, findings);
  const before = findings.errors;
  checkDefinitions(object, findings);
  const says = (...path: (string | number)[]) => saidBy({ composition }, ['variables', ...path]);
  const variables = resolveVariables(object, says, true, findings);
  const ours = valueAt(inventory?.value, ['metadata', 'name']);
  const name = cluster?.name ?? (typeof ours === 'string' ? ours : undefined);
  const classNamespace = firstSaid(
    saidBy({ composition }, ['classRef', 'namespace']),
    saidBy({ composition }, ['classNamespace']),
  )?.value;
  const topology: Topology = {
    ...(name !== undefined && { name }),
    ...(cluster?.namespace !== undefined && { namespace: cluster.namespace }),
    composition,
    class: object,
    templates: objects.filter(({ kind }) => kind === 'KubeadmControlPlaneTemplate' || kind === 'KubeadmConfigTemplate'),
    variables,
    complete: findings.errors === before,
    builtin: builtinCluster({
      ...(name !== undefined && { name }),
      ...(cluster?.namespace !== undefined && { namespace: cluster.namespace }),
      version: saidBy({ composition }, ['version']).value,
      class: object.name,
      ...(typeof classNamespace === 'string' && { classNamespace }),
      metadata: cluster?.value.metadata,
      network: networkOf(cluster?.document, inventory),
    }),
    findings,
  };
  const used = objects.filter(
    (each) =>
      each === object || references.some(({ kind, name: theirs }) => each.kind === kind && each.name === theirs),
  );
  const { name: controlPlane, documents } = makeControlPlane(topology);
  const workers = makeWorkers(topology);
  // Each of them would lack a version, which has been said.
  if (saidBy(topology, ['version']).value === undefined) return { documents: [], used };
  return {
    documents: [...documents, ...workers],
    used,
    ...(controlPlane !== undefined && { controlPlane }),
  };
}

/** The ClusterClass that a topology names. */
function classOf(
  { composition, cluster }: WrittenTopology,
  objects: readonly ClusterApiObject[],
  findings: Findings,
): ClusterApiObject | undefined {
  const said = firstSaid(saidBy({ composition }, ['classRef', 'name']), saidBy({ composition }, ['class']));
  const classes = objects.filter(({ kind }) => kind === 'ClusterClass');
  const there = classes.length === 0 ? 'there is no ClusterClass' : `there is ${classes.map(titleOf).join(', ')}`;
  if (said === undefined) {
    const { document, path } = saidBy({ composition }, []).origin;
    findings.errorAtKey(document, path, 'the topology names no ClusterClass', `Write class: … ; ${there}.`);
    return undefined;
  }
  const found = classes.find(({ name }) => name === said.value);
  if (found !== undefined) return found;
  const { document, path } = said.origin;
  const message = `the topology is of ClusterClass ${shown(said.value)}, which is not among the documents`;
  if (cluster !== undefined && objects.some((object) => object.kind === 'KubeadmControlPlane' && isOwned(object))) {
    findings.warning(document, path, message, 'What was made of it is, and is used as it is.');
  } else if (!findings.incomplete) {
    findings.error(document, path, message, `Give the file that holds it with -f too; ${there}.`);
  }
  return undefined;
}

function versionProblems({ composition }: WrittenTopology, object: ClusterApiObject) {
  const { value } = saidBy({ composition }, ['version']);
  const path = ['version'];
  if (value === undefined) {
    return [{ kind: 'missing', path, message: 'the topology has no version', hint: 'For example: version: v1.34.2' }];
  }
  const versions = valueAt(object.value, ['spec', 'kubernetesVersions']);
  if (!Array.isArray(versions) || versions.length === 0 || versions.includes(value)) return [];
  const message = `${titleOf(object)} is not for version ${shown(value)}`;
  return [{ kind: 'wrong', path, message, hint: `It is for ${versions.map(shown).join(', ')}.` }];
}

/** Every document of a Cluster API kind; what is wrong with their envelopes is said where all are read. */
function read(documents: readonly PlacedDocument[]): ClusterApiObject[] {
  return documents.flatMap((document) => {
    const { kind } = fieldsOf(document.value);
    const object =
      typeof kind === 'string' && isClusterApiKind(kind) ? readObject(document, kind, new Findings()) : undefined;
    return object === undefined ? [] : [object];
  });
}
