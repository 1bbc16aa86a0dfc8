import type { PlacedDocument } from '../../placed-document.ts';
import type { DocumentPath } from '../../problem.ts';
import { fieldsOf, valueAt } from '../cluster-api-object.ts';
import type { Composition } from '../composition.ts';
import { generated, machineLabels } from './generated.ts';
import { healthCheckOf } from './health-check.ts';
import { patchTemplate } from './patches.ts';
import type { Said } from './said.ts';
import { referenceAt, templateAt } from './templates.ts';
import { timeoutsOf } from './timeouts.ts';
import { classSays, firstSaid, labelsOf, saidBy, type Topology } from './topology.ts';

const CONTROL_PLANE_LABEL = 'cluster.x-k8s.io/control-plane';
const METADATA = ['spec', 'machineTemplate', 'metadata', 'labels'];

/** The KubeadmControlPlane of a topology, its name, and its MachineHealthCheck. No name: there is none. */
export function makeControlPlane(topology: Topology): { name?: string; documents: PlacedDocument[] } {
  const says = (...field: string[]): Said => saidBy(topology, ['controlPlane', ...field]);
  const classSaysIt = (...field: string[]): Said => classSays(topology, ['spec', 'controlPlane', ...field]);
  const name = `${topology.name ?? 'cluster'}-control-plane`;
  const reference = referenceAt(topology, ['spec', 'controlPlane']);
  const template = templateAt(reference, 'KubeadmControlPlaneTemplate', 'the control plane', topology);
  if (template === undefined) return { documents: [] };
  const version = saidBy(topology, ['version']);
  const replicas = says('replicas');
  const machine = referenceAt(topology, ['spec', 'controlPlane', 'machineInfrastructure']);
  const builtin = {
    version: version.value,
    name,
    metadata: metadataOf(says('metadata'), classSaysIt('metadata')),
    ...(replicas.value !== undefined && { replicas: replicas.value }),
    ...(machine !== undefined && {
      machineTemplate: { infrastructureRef: { name: fieldsOf(machine.value).name } },
    }),
  };
  const apiVersion = fieldsOf(reference?.value).apiVersion;
  const patched = patchTemplate(
    template,
    {
      kind: 'controlPlane',
      builtin: { controlPlane: builtin },
      overrides: ['controlPlane', 'variables', 'overrides'],
      ...(typeof apiVersion === 'string' && { apiVersion }),
    },
    topology,
  ).placed();

  const { origin } = says();
  const made = generated(String(template.value.apiVersion), 'KubeadmControlPlane', name, origin, topology);
  for (const [field, value] of Object.entries(fieldsOf(valueAt(patched.value, ['spec', 'template', 'spec'])))) {
    made.set(['spec', field], structuredClone(value), patched, ['spec', 'template', 'spec', field]);
  }
  put(made, ['spec', 'version'], version);
  if (replicas.value !== undefined) put(made, ['spec', 'replicas'], replicas);
  // Labels of the template give way, which the patched one may have in a form of its own.
  const labels = labelsOf(says('metadata', 'labels'), classSaysIt('metadata', 'labels'));
  if (isObjectOrNothing(made, METADATA)) {
    for (const [key, value] of Object.entries(machineLabels(topology)))
      put(made, [...METADATA, key], { ...version, value });
    for (const [key, said] of labels) put(made, [...METADATA, key], said);
  }
  for (const { name: field, inSeconds, said } of timeoutsOf(says, classSaysIt)) {
    const spellings = [
      ['spec', 'machineTemplate', field],
      ['spec', 'machineTemplate', 'spec', 'deletion', `${field}Seconds`],
    ];
    for (const path of spellings) made.remove(path);
    put(made, spellings[inSeconds ? 1 : 0] ?? [], said);
  }
  const after = firstSaid(says('rollout', 'after'));
  if (after !== undefined) put(made, ['spec', 'rollout', 'after'], after);
  const taints = firstSaid(says('taints'), classSaysIt('taints'));
  if (taints !== undefined) put(made, ['spec', 'machineTemplate', 'spec', 'taints'], taints);

  const check = healthCheckOf(name, { [CONTROL_PLANE_LABEL]: '' }, [says, classSaysIt], topology);
  const document: PlacedDocument = { ...made.placed(), derived: true };
  return { name, documents: [document, ...(check === undefined ? [] : [check])] };
}

/** Labels and annotations, those of the first winning. */
export function metadataOf(...said: readonly Said[]): Record<string, unknown> {
  const merged = (field: string): Record<string, unknown> =>
    Object.assign({}, ...[...said].reverse().map(({ value }) => fieldsOf(fieldsOf(value)[field])));
  return { labels: merged('labels'), annotations: merged('annotations') };
}

/** Writes what somebody said. */
export function put(made: Composition, path: DocumentPath, { value, origin }: Said): void {
  made.set(path, structuredClone(value), origin.document, origin.path);
}

function isObjectOrNothing(made: Composition, path: DocumentPath): boolean {
  return path.every((_, depth) => {
    const value = made.get(path.slice(0, depth + 1));
    return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
  });
}
