import type { PlacedDocument } from '../../placed-document.ts';
import { fieldsOf, textFields, titleOf, valueAt } from '../cluster-api-object.ts';
import { generated, machineLabels } from './generated.ts';
import { healthCheckOf } from './health-check.ts';
import { metadataOf, put } from './make-control-plane.ts';
import { patchTemplate } from './patches.ts';
import type { Said } from './said.ts';
import { shown } from './shown.ts';
import { referenceAt, templateAt } from './templates.ts';
import { timeoutsOf } from './timeouts.ts';
import { classSays, firstSaid, labelsOf, lengthOf, saidBy, type Topology } from './topology.ts';

interface Sort {
  kind: 'MachineDeployment' | 'MachinePool';
  list: 'machineDeployments' | 'machinePools';
  builtin: 'machineDeployment' | 'machinePool';
  /** Label of its machines with the name that the topology gives it. */
  label: string;
  /** Fields that topology and class say alike, and where they go below spec. */
  fields: Record<string, readonly string[]>;
}

const MACHINE = ['template', 'spec'];
const SORTS: readonly Sort[] = [
  {
    kind: 'MachineDeployment',
    list: 'machineDeployments',
    builtin: 'machineDeployment',
    label: 'topology.cluster.x-k8s.io/deployment-name',
    fields: {
      failureDomain: [...MACHINE, 'failureDomain'],
      minReadySeconds: [...MACHINE, 'minReadySeconds'],
      taints: [...MACHINE, 'taints'],
      'deletion.order': ['deletion', 'order'],
      'healthCheck.remediation.maxInFlight': ['remediation', 'maxInFlight'],
    },
  },
  {
    kind: 'MachinePool',
    list: 'machinePools',
    builtin: 'machinePool',
    label: 'topology.cluster.x-k8s.io/pool-name',
    fields: {
      failureDomains: ['failureDomains'],
      minReadySeconds: [...MACHINE, 'minReadySeconds'],
      taints: [...MACHINE, 'taints'],
    },
  },
];

/** The MachineDeployments and MachinePools of a topology, with their KubeadmConfigTemplates and MachineHealthChecks. */
export function makeWorkers(topology: Topology): PlacedDocument[] {
  return SORTS.flatMap((sort) =>
    Array.from({ length: lengthOf(saidBy(topology, ['workers', sort.list])) }, (_, index) =>
      makeOne(sort, index, topology),
    ).flat(),
  );
}

function makeOne(sort: Sort, index: number, topology: Topology): PlacedDocument[] {
  const { findings } = topology;
  const at = ['workers', sort.list, index];
  const says = (...field: string[]): Said => saidBy(topology, [...at, ...field]);
  const { value: name, origin } = says('name');
  if (typeof name !== 'string' || name === '') {
    findings.errorAtKey(origin.document, origin.path, `a ${sort.kind} of the topology has no name`);
    return [];
  }
  if (earlierNames(sort, index, topology).includes(name)) {
    findings.error(
      origin.document,
      origin.path,
      `a second ${sort.kind} ${name} of the topology`,
      'Give it another name.',
    );
    return [];
  }
  refuseWaiting(says('metadata', 'annotations'), topology);
  const place = classOf(sort, says('class'), name, topology);
  if (place === undefined) return [];
  const classSaysIt = (...field: string[]): Said => classSays(topology, [...place, ...field]);
  const bootstrap = referenceAt(topology, [...place, 'template', 'bootstrap'], [...place, 'bootstrap']);
  const template = templateAt(bootstrap, 'KubeadmConfigTemplate', `${sort.kind} ${name}`, topology);
  if (template === undefined) return [];
  const version = saidBy(topology, ['version']);
  const replicas = says('replicas');
  const config = `${name}.topology`;
  const metadata = [says('metadata'), classSaysIt('template', 'metadata'), classSaysIt('metadata')];
  const machine = referenceAt(topology, [...place, 'template', 'infrastructure'], [...place, 'infrastructure']);
  const builtin = {
    version: version.value,
    class: says('class').value,
    name,
    topologyName: name,
    metadata: metadataOf(...metadata),
    ...(replicas.value !== undefined && { replicas: replicas.value }),
    bootstrap: { configRef: { name: config } },
    ...(machine !== undefined && { infrastructureRef: { name: fieldsOf(machine.value).name } }),
  };
  const apiVersion = fieldsOf(bootstrap?.value).apiVersion;
  const target = {
    kind: sort.builtin,
    class: String(says('class').value),
    builtin: { [sort.builtin]: builtin },
    overrides: [...at, 'variables', 'overrides'],
    ...(typeof apiVersion === 'string' && { apiVersion }),
  };
  const patched = patchTemplate(template, target, topology).placed();
  const from = { document: patched, path: ['spec', 'template', 'spec'] };
  const configuration = generated(String(template.value.apiVersion), 'KubeadmConfigTemplate', config, from, topology);
  configuration.set(['spec', 'template', 'spec'], {}, patched, from.path);
  for (const [field, value] of Object.entries(fieldsOf(valueAt(patched.value, from.path)))) {
    configuration.set([...from.path, field], structuredClone(value), patched, [...from.path, field]);
  }

  const made = generated('cluster.x-k8s.io/v1beta1', sort.kind, name, origin, topology);
  put(made, ['metadata', 'name'], { value: name, origin });
  if (replicas.value !== undefined) put(made, ['spec', 'replicas'], replicas);
  put(made, ['spec', 'template', 'spec', 'version'], version);
  const reference = { apiVersion: template.value.apiVersion, kind: 'KubeadmConfigTemplate', name: config };
  made.set(['spec', 'template', 'spec', 'bootstrap', 'configRef'], reference, origin.document, origin.path);
  const labels = [
    ['metadata', 'labels'],
    ['template', 'metadata', 'labels'],
  ];
  const own = { ...machineLabels(topology), [sort.label]: name };
  const written = labelsOf(says(...(labels[0] ?? [])), ...labels.map((path) => classSaysIt(...path)));
  for (const [key, said] of written) put(made, ['spec', 'template', 'metadata', 'labels', key], said);
  for (const [key, value] of Object.entries(own)) {
    put(made, ['spec', 'template', 'metadata', 'labels', key], { value, origin });
  }
  for (const [field, to] of Object.entries(sort.fields)) {
    const path = field.split('.');
    const said = firstSaid(says(...path), classSaysIt(...path));
    if (said !== undefined) put(made, ['spec', ...to], said);
  }
  if (sort.kind === 'MachineDeployment') {
    // The topology's is the whole strategy, not a part of it.
    const spellings = [says('strategy'), says('rollout'), classSaysIt('strategy'), classSaysIt('rollout')];
    const strategy = spellings.find(({ value }) => Object.keys(fieldsOf(value)).length > 0);
    if (strategy !== undefined) put(made, ['spec', String(strategy.origin.path.at(-1))], strategy);
  }
  for (const { name: timeout, inSeconds, said } of timeoutsOf(says, classSaysIt)) {
    put(made, ['spec', ...MACHINE, ...(inSeconds ? ['deletion', `${timeout}Seconds`] : [timeout])], said);
  }
  const check = sort.kind === 'MachineDeployment' ? healthCheckOf(name, own, [says, classSaysIt], topology) : undefined;
  const documents: PlacedDocument[] = [configuration, made].map((each) => ({ ...each.placed(), derived: true }));
  return [...documents, ...(check === undefined ? [] : [check])];
}

function earlierNames({ list }: Sort, index: number, topology: Topology): unknown[] {
  return Array.from({ length: index }, (_, earlier) => saidBy(topology, ['workers', list, earlier, 'name']).value);
}

/** Where the class of a worker is defined; undefined, with an error, where there is none. */
function classOf(
  sort: Sort,
  { value, origin }: Said,
  name: string,
  topology: Topology,
): (string | number)[] | undefined {
  const at = ['spec', 'workers', sort.list];
  const { value: classes } = classSays(topology, at);
  const names = (Array.isArray(classes) ? classes : []).map((each) => textFields(each).class);
  const found = typeof value === 'string' ? names.indexOf(value) : -1;
  if (found >= 0) return [...at, found];
  const known = names.filter((each) => each !== undefined).join(', ') || 'none';
  const message = `${titleOf(topology.class)} has no class ${shown(value)} for the ${sort.kind} ${name}`;
  topology.findings.error(origin.document, origin.path, message, `Its classes there: ${known}.`);
  return undefined;
}

/** Annotations by which an upgrade leaves workers out: that would be a version of their own, which a topology has not. */
const WAITING = ['topology.cluster.x-k8s.io/defer-upgrade', 'topology.cluster.x-k8s.io/hold-upgrade-sequence'];

function refuseWaiting({ value, origin }: Said, { findings }: Topology): void {
  for (const key of WAITING) {
    if (!Object.hasOwn(fieldsOf(value), key)) continue;
    const hint = 'Take it away to upgrade these workers with the others, or keep topology.version.';
    findings.errorAtKey(origin.document, [...origin.path, key], `the annotation ${key} cannot be honoured`, hint);
  }
}
