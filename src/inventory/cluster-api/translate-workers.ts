import type { DocumentPath } from '../problem.ts';
import { HOSTNAME_LABEL } from '../select-hosts.ts';
import { type ClusterApiObject, fieldsOf, textFields, titleOf, valueAt } from './cluster-api-object.ts';
import { nodeLabels } from './node-labels.ts';
import { makerOf } from './owner-of.ts';
import type { Translation } from './translation.ts';

const DEPLOYMENTS = ['spec', 'machineDeployments'];
const POOLS = ['spec', 'machinePools'];
const HEALTH_CHECKS = ['spec', 'machineHealthChecks'];

/** A Machine's host, where it names one. */
const HOST_ANNOTATION = 'installer.dev/host';
const CONTROL_PLANE_LABEL = 'cluster.x-k8s.io/control-plane';

/** MachineDeployments, MachineSets, Machines, MachinePools and MachineHealthChecks as the lists of the Inventory. */
export function translateWorkers(objects: readonly ClusterApiObject[], translation: Translation): void {
  const { composition, place, findings } = translation;
  const own = objects.filter((object) => !leftToItsMaker(object, translation));
  const of = (kind: ClusterApiObject['kind']): ClusterApiObject[] => own.filter((object) => object.kind === kind);
  const machines = of('Machine').filter((machine) => {
    if (!Object.hasOwn(machine.labels, CONTROL_PLANE_LABEL)) return true;
    const hint = 'Describe the control plane by a KubeadmControlPlane.';
    findings.error(
      machine.document,
      ['metadata', 'labels', CONTROL_PLANE_LABEL],
      `${titleOf(machine)} is a control plane of its own`,
      hint,
    );
    return false;
  });
  // Those that name their host choose before those that take what there is.
  const pinned = machines.filter(({ annotations }) => Object.hasOwn(annotations, HOST_ANNOTATION));
  const others = machines.filter((machine) => !pinned.includes(machine));
  for (const object of [...pinned, ...of('MachineDeployment'), ...of('MachineSet'), ...others]) {
    const at = next(DEPLOYMENTS, translation);
    machinesOf(object, at, translation);
    const { document } = object;
    if (object.kind === 'Machine') machine(object, at, translation);
    else if (composition.get([...at, 'replicas']) === undefined) {
      composition.set([...at, 'replicas'], 1, document, ['spec', 'replicas']);
    }
    // A MachineSet makes new machines of its template and leaves those alone that exist.
    if (object.kind === 'MachineSet') composition.set([...at, 'strategy'], { type: 'OnDelete' }, document, ['spec']);
  }
  for (const pool of of('MachinePool')) machinesOf(pool, next(POOLS, translation), translation);
  for (const check of of('MachineHealthCheck')) {
    const at = next(HEALTH_CHECKS, translation);
    named(check, at, translation);
    place(check, at);
  }
}

function leftToItsMaker(object: ClusterApiObject, { findings }: Translation): boolean {
  const maker = object.kind === 'MachineSet' || object.kind === 'Machine' ? makerOf(object) : undefined;
  if (maker === undefined) return false;
  findings.warning(
    object.document,
    ['metadata', 'name'],
    `${titleOf(object)} is not used: it was made by ${maker}, which stands for it`,
  );
  return true;
}

/** What MachineDeployments, MachineSets, Machines and MachinePools have in common. */
function machinesOf(object: ClusterApiObject, at: DocumentPath, translation: Translation): void {
  named(object, at, translation);
  translation.place(object, at);
  const { composition, references, findings } = translation;
  const template = object.kind === 'Machine' ? [] : ['spec', 'template'];
  const onNodes = nodeLabels(textFields(valueAt(object.value, [...template, 'metadata', 'labels'])));
  if (Object.keys(onNodes).length > 0) {
    composition.set([...at, 'labels'], onNodes, object.document, [...template, 'metadata', 'labels']);
  }
  const reference = [...template, 'spec', 'bootstrap', 'configRef'];
  if (!valueAt(object.value, reference)) {
    const hint = `Name a KubeadmConfigTemplate: ${reference.join('.')}: { apiVersion, kind, name }`;
    findings.errorAtKey(object.document, reference, `${titleOf(object)} has no bootstrap.configRef`, hint);
    return;
  }
  const config = references.resolve(object, reference, ['KubeadmConfigTemplate', 'KubeadmConfig'], findings);
  if (config === undefined) return;
  const spec = [...at, 'kubeadmConfigSpec'];
  const inside = config.kind === 'KubeadmConfig' ? ['spec'] : ['spec', 'template', 'spec'];
  composition.set(spec, {}, config.document, inside);
  translation.place(config, spec);
}

/** A Machine is a deployment of one. */
function machine(
  { document, annotations, labels }: ClusterApiObject,
  at: DocumentPath,
  { composition }: Translation,
): void {
  composition.set([...at, 'replicas'], 1, document, ['spec']);
  if (Object.keys(labels).length > 0) {
    composition.set([...at, 'template', 'metadata', 'labels'], labels, document, ['metadata', 'labels']);
  }
  const host = annotations[HOST_ANNOTATION];
  if (host === undefined) return;
  const from = ['metadata', 'annotations', HOST_ANNOTATION];
  const selector = [...at, 'hostSelector', 'matchLabels'];
  composition.set(selector, { ...fieldsOf(composition.get(selector)), [HOSTNAME_LABEL]: host }, document, from);
  composition.writtenBy([...at, 'hostSelector'], document, from);
}

function named({ name, document }: ClusterApiObject, at: DocumentPath, { composition }: Translation): void {
  composition.set([...at, 'name'], name, document, ['metadata', 'name']);
  composition.writtenBy(at, document, ['spec']);
}

function next(list: readonly string[], { composition }: Translation): DocumentPath {
  const entries = composition.get(list);
  return [...list, Array.isArray(entries) ? entries.length : 0];
}
