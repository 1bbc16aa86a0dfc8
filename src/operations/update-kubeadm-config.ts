import { InstallerError } from '../errors.ts';
import { fieldsOf, textOf } from '../kubeadm/conversion.ts';
import {
  clusterAdmins,
  kubeletConfigAccess,
  kubeletConfigMapName,
  kubeletConfigMapsBefore,
  kubeletConfigText,
} from '../kubeadm/kubelet-config-map.ts';
import { shQuote } from '../kubeadm/sh-text.ts';
import { changedClusterConfiguration } from '../kubeadm/upgrade-cluster-configuration.ts';
import type { Desired } from '../model/desired.ts';
import { readScript } from '../model/host-handle.ts';
import { controlPlaneMachines } from '../model/machine.ts';
import { type ControlPlaneHost, kubectlPreamble, readyControlPlane } from './control-plane-access.ts';
import { lastLines, mustRun } from './host-script.ts';
import type { ApplyContext, Change, Operation } from './operation.ts';

export interface KubeadmConfigInput {
  desired: Desired;
  controlPlanes: ControlPlaneHost[];
}

/** What the cluster keeps for kubeadm. */
interface Kept {
  /** ConfigMaps of kube-system: name → data. */
  configMaps: Map<string, Record<string, unknown>>;
  /** `role.rbac.authorization.k8s.io/NAME` and so on. */
  access: Set<string>;
}

/** One thing to write, as sh that uses `k`. */
interface Write extends Change {
  script: string;
}

const READY_MS = 120_000;
const ACCESS = '--- access';

/**
 * Makes what the cluster keeps for kubeadm that of the inventory's version and specification, before a machine of them
 * joins: ClusterConfiguration of kubeadm-config, the kubelet's configuration for the minor, and who may read it (Cluster
 * API: KCP upgrade.go). ClusterStatus, kept before 1.22, is left as it is. kubeadm of the new version need not be anywhere
 * yet.
 */
export function updateKubeadmConfig(input: KubeadmConfigInput): Operation<Kept> {
  const names = namesOf(input.desired);
  const observe = async (signal = new AbortController().signal): Promise<Kept> => {
    const controlPlane = await readyControlPlane(input.controlPlanes, { limitMs: READY_MS, signal });
    return readKept(controlPlane, names);
  };
  return {
    action: 'update-kubeadm-config',
    observe: () => observe(),
    changes: (kept) => writesFor(kept, input.desired).map(({ what, why }) => ({ what, why })),
    apply: (kept, context) => write(writesFor(kept, input.desired), input, context),
  };
}

function namesOf({ controlPlane }: Desired) {
  const { version, kubeadmConfigSpec } = controlPlane;
  const kubelet = kubeletConfigMapName(version, kubeadmConfigSpec.clusterConfiguration);
  return { kubelet, before: kubeletConfigMapsBefore(version, kubelet), access: accessOf(version, kubelet) };
}

function accessOf(version: string, kubelet: string) {
  return [kubeletConfigAccess(kubelet), clusterAdmins(version)].flatMap((access) => access?.objects ?? []);
}

async function readKept(controlPlane: ControlPlaneHost, { before, access }: ReturnType<typeof namesOf>): Promise<Kept> {
  const objects = access.map((object) => shQuote(resourceName(object)));
  const script = `${kubectlPreamble(controlPlane)}k -n kube-system get configmap kubeadm-config ${before.join(' ')} --ignore-not-found -o json || exit
echo '${ACCESS}'
k -n kube-system get ${objects.join(' ')} --ignore-not-found -o name
`;
  const { code, stdout, stderr } = await controlPlane.host.read(readScript(script), { timeoutMs: 60_000 });
  if (code !== 0) {
    throw new InstallerError(
      'operation-failed',
      `what the cluster keeps for kubeadm was not told on ${controlPlane.host.name}`,
      {
        host: controlPlane.host.name,
        exitCode: code,
        lastLines: lastLines(stderr),
      },
    );
  }
  const [maps = '', names = ''] = stdout.split(`${ACCESS}\n`);
  return { configMaps: configMapsIn(maps), access: new Set(names.split('\n').filter(Boolean)) };
}

/** kubectl gives a list, one object where it found one, or nothing. */
function configMapsIn(json: string): Kept['configMaps'] {
  const told = json.trim() === '' ? {} : fieldsOf(JSON.parse(json));
  const items = (Array.isArray(told.items) ? told.items : [told]).map(fieldsOf);
  return new Map(items.map((item) => [textOf(fieldsOf(item.metadata).name) ?? '', fieldsOf(item.data)]));
}

/** @throws InstallerError `operation-failed` when the cluster keeps nothing that could be gone on from */
function writesFor({ configMaps, access }: Kept, desired: Desired): Write[] {
  const names = namesOf(desired);
  return [
    ...clusterConfigurationWrites(configMaps, desired),
    ...kubeletWrites(configMaps, desired, names),
    ...names.access
      .filter((object) => !access.has(resourceName(object)))
      .map((object) => ({
        what: resourceName(object),
        why: 'the new version needs it',
        script: `k create -f - <<'OBJECT'\n${JSON.stringify(object)}\nOBJECT`,
      })),
  ];
}

function clusterConfigurationWrites(configMaps: Kept['configMaps'], desired: Desired): Write[] {
  const { version, kubeadmConfigSpec } = desired.controlPlane;
  const [machine] = controlPlaneMachines(desired);
  const existing = textOf(configMaps.get('kubeadm-config')?.ClusterConfiguration);
  if (existing === undefined || !machine) throw nothingKept('kubeadm-config');
  const input = { desired, host: machine.host, kubernetesVersion: version, kubeadmConfigSpec };
  const ClusterConfiguration = changedClusterConfiguration(input, existing);
  if (ClusterConfiguration === undefined) return [];
  return [
    {
      what: 'ClusterConfiguration of kubeadm-config',
      why: `it is not what the inventory wants for ${version}`,
      script: `k -n kube-system patch configmap kubeadm-config --type merge -p ${shQuote(JSON.stringify({ data: { ClusterConfiguration } }))}`,
    },
  ];
}

function kubeletWrites(configMaps: Kept['configMaps'], desired: Desired, names: ReturnType<typeof namesOf>): Write[] {
  const from = names.before.map((name) => textOf(configMaps.get(name)?.kubelet)).find((text) => text !== undefined);
  if (from === undefined) throw nothingKept(names.kubelet);
  const kubelet = kubeletConfigText(from, desired.kubeletConfiguration);
  if (textOf(configMaps.get(names.kubelet)?.kubelet) === kubelet) return [];
  const what = `ConfigMap ${names.kubelet}`;
  if (configMaps.has(names.kubelet)) {
    const patch = shQuote(JSON.stringify({ data: { kubelet } }));
    const script = `k -n kube-system patch configmap ${names.kubelet} --type merge -p ${patch}`;
    return [{ what, why: 'the inventory wants something else of kubelets', script }];
  }
  const metadata = { name: names.kubelet, namespace: 'kube-system' };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { kubelet } };
  const script = `k create -f - <<'OBJECT'\n${JSON.stringify(object)}\nOBJECT`;
  return [{ what, why: `kubelets of ${desired.controlPlane.version} are configured from it`, script }];
}

async function write(writes: Write[], { controlPlanes }: KubeadmConfigInput, { signal, progress }: ApplyContext) {
  const onWaiting = (missing: string) => progress(`waiting for an API server: ${missing}`);
  const controlPlane = await readyControlPlane(controlPlanes, { limitMs: READY_MS, signal, onWaiting });
  for (const { what, script } of writes) {
    progress(`writing ${what}`);
    await mustRun(controlPlane.host, `kubectl of ${what}`, `${kubectlPreamble(controlPlane)}${script}\n`, { signal });
  }
}

/** As `kubectl get -o name` tells it. */
function resourceName(object: Record<string, unknown>): string {
  return `${String(object.kind).toLowerCase()}.rbac.authorization.k8s.io/${textOf(fieldsOf(object.metadata).name) ?? ''}`;
}

function nothingKept(name: string): InstallerError {
  return new InstallerError('operation-failed', `the cluster has no ConfigMap ${name} in kube-system to go on from`, {
    hint: 'kubeadm wrote it when the cluster was made: put it back from a backup, then apply again',
  });
}
