import { textFields } from '../cluster-api-object.ts';
import { nodeLabels } from '../node-labels.ts';
import { asMachineTaints } from './machine-taints.ts';
import {
  BOOTSTRAP,
  CORE,
  defined,
  type Manifest,
  manifest,
  referenceTo,
  referenceToHosts,
  type Style,
  whereAny,
} from './manifest.ts';
import type { Rest } from './rest.ts';
import { takeRollout } from './rollout.ts';
import { MACHINE_TIMES, takeTimes } from './time.ts';

export interface RenderedGroup {
  name: string;
  /** What is written of it, of which the Inventory keeps what is not taken. */
  rest: Rest;
  /** How many workers there are to be, written or not. */
  replicas: number;
  /** The version, written or not. */
  version: string;
}

/** A MachineDeployment and its KubeadmConfigTemplate. */
export function renderMachineDeployment(group: RenderedGroup, style: Style): Manifest[] {
  const { name, rest, replicas } = group;
  if (rest.take('replicas') === undefined) rest.set('replicas', null);
  const config = `${style.cluster}-${name}`;
  const template = { spec: rest.take('kubeadmConfigSpec') ?? {} };
  const order = rest.take('deletePolicy');
  const { strategy, after } = takeRollout(rest);
  const inStrategy = rest.take('strategy.rollingUpdate.deletePolicy');
  const deletePolicy = order ?? inStrategy;
  const maxInFlight = rest.take('strategy.remediation.maxInFlight');
  const spec =
    style.version === 'v1beta2'
      ? {
          rollout: whereAny({ after, strategy }),
          remediation: whereAny({ maxInFlight }),
          deletion: whereAny({ order: deletePolicy }),
        }
      : {
          rolloutAfter: after,
          strategy: strategyOfV1beta1(strategy, deletePolicy, maxInFlight),
          revisionHistoryLimit: rest.take('revisionHistoryLimit'),
        };
  return [
    manifest(style, BOOTSTRAP, 'KubeadmConfigTemplate', config, { template }),
    manifest(style, CORE, 'MachineDeployment', name, {
      clusterName: style.cluster,
      replicas,
      // Cluster API fills it in.
      selector: {},
      ...defined(spec),
      ...machines(group, referenceTo(style, BOOTSTRAP, 'KubeadmConfigTemplate', config), style),
    }),
  ];
}

/** A MachinePool and its KubeadmConfig. */
export function renderMachinePool(group: RenderedGroup, style: Style): Manifest[] {
  const { name, rest, replicas } = group;
  const config = `${style.cluster}-${name}`;
  rest.take('replicas');
  return [
    manifest(style, BOOTSTRAP, 'KubeadmConfig', config, { ...(rest.take('kubeadmConfigSpec') ?? {}) }),
    manifest(style, CORE, 'MachinePool', name, {
      clusterName: style.cluster,
      replicas,
      ...machines(group, referenceTo(style, BOOTSTRAP, 'KubeadmConfig', config), style),
    }),
  ];
}

function strategyOfV1beta1(
  strategy: Record<string, unknown> | undefined,
  deletePolicy: unknown,
  maxInFlight: unknown,
): Record<string, unknown> | undefined {
  const { type, rollingUpdate } = strategy ?? {};
  return whereAny({
    type,
    rollingUpdate: whereAny({ ...(rollingUpdate ?? {}), deletePolicy }),
    remediation: whereAny({ maxInFlight }),
  });
}

/** `template`, and where v1beta1 has it beside that, minReadySeconds. */
function machines({ rest, version }: RenderedGroup, configRef: Record<string, string>, style: Style) {
  rest.take('version');
  const labels = rest.take('template.metadata.labels');
  keepLabels(rest, labels);
  const minReadySeconds = rest.take('minReadySeconds');
  const inTemplate = style.version === 'v1beta2';
  const times = takeTimes(rest, style.version, { names: MACHINE_TIMES, durations: '' });
  const taints = inTemplate ? asMachineTaints(rest.take('taints')) : undefined;
  const spec = {
    clusterName: style.cluster,
    version,
    failureDomain: failureDomain(rest, style),
    bootstrap: { configRef },
    infrastructureRef: referenceToHosts(style),
    ...(inTemplate ? { minReadySeconds, deletion: whereAny(times), taints } : times),
  };
  return defined({
    minReadySeconds: inTemplate ? undefined : minReadySeconds,
    template: defined({ metadata: whereAny({ labels }), spec: defined(spec) }),
  });
}

/** Cluster API carries some labels of machines over to their nodes; the Inventory says what else nodes have, or lack. */
function keepLabels(rest: Rest, labels: unknown): void {
  const written = textFields(rest.take('labels'));
  const carried = nodeLabels(textFields(labels));
  const own = Object.entries(written).filter(([key, value]) => carried[key] !== value);
  const lacking = Object.keys(carried).filter((key) => !Object.hasOwn(written, key));
  const kept = Object.fromEntries([...own, ...lacking.map((key): [string, null] => [key, null])]);
  if (Object.keys(kept).length > 0) rest.set('labels', kept);
}

function failureDomain(rest: Rest, { zoneLabel }: Style): string | undefined {
  const labels = textFields(rest.peek('hostSelector.matchLabels'));
  const zone = Object.hasOwn(labels, zoneLabel) ? labels[zoneLabel] : undefined;
  if (zone === undefined || zone === '') return undefined;
  const { [zoneLabel]: _, ...others } = labels;
  const { matchLabels: __, ...selector } = Object(rest.take('hostSelector'));
  rest.set('hostSelector', { ...selector, matchLabels: others });
  return zone;
}
