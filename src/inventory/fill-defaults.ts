import type {
  Desired,
  DesiredHost,
  DesiredMachineDeployment,
  GivenKubeVip,
  KubeadmConfigSpec,
  KubeVip,
  Taint,
} from '../model/desired.ts';
import { withoutNulls } from './cluster-api/convert-value.ts';
import {
  broughtKubeVip,
  DEFAULT_API_PORT,
  effectiveCidrs,
  effectiveServiceDomain,
  kubeVipEnabled,
  record,
} from './effective.ts';
import { healthCheck } from './health-checks.ts';
import type { Host, Inventory, MachineDeployment } from './inventory.gen.ts';
import { maxUnavailable } from './max-unavailable.ts';
import { controlPlaneRemediation, maxInFlight } from './remediation.ts';
import { removalPolicy } from './removal-policy.ts';
import { controlPlaneRollout, workerRollout } from './rollout-settings.ts';
import type { SecretSources } from './secret-sources.ts';
import { chosen, DEFAULT_DEPLOYMENT, type Owner, owners } from './select-hosts.ts';
import { sshSettings } from './ssh-settings.ts';
import type { PathBase } from './user-path.ts';
import { workerGroups } from './worker-groups.ts';

export const DEFAULT_KUBE_VIP_IMAGE = 'ghcr.io/kube-vip/kube-vip:v0.8.9';

const DEFAULT_FAILURE_DOMAIN_LABEL = 'topology.kubernetes.io/zone';

/** Files that the inventory names, already absolute and expanded. */
export interface NamedFiles {
  playbooks: string[];
  manifests: string[];
  bundle?: string | undefined;
}

/** The whole desired state that a valid inventory stands for: every default filled in. Pure. */
export function fillDefaults(inventory: Inventory, files: NamedFiles, base: PathBase, secrets: SecretSources): Desired {
  const { spec } = inventory;
  const { controlPlane, workers } = owners(inventory);
  const groups = workerGroups(inventory);
  const names = (indexes: number[] = []): string[] =>
    indexes.flatMap((index) => (spec.hosts[index] === undefined ? [] : [spec.hosts[index].name]));
  const served = chosen([controlPlane, ...workers]);
  const hostsOf = (owner: Owner, position: number): OwnHosts => ({
    replicas: owner.replicas ?? owner.selected.length,
    hosts: names(served[position]),
    pool: names([...owner.selected, ...owner.spares]),
  });
  const { machineTemplate } = spec.controlPlane;
  const endpoint = { port: DEFAULT_API_PORT, ...spec.cluster.controlPlaneEndpoint };
  const desired: Desired = {
    cluster: {
      name: inventory.metadata.name,
      endpoint: { host: endpoint.host, port: endpoint.port },
      podCidrs: effectiveCidrs(inventory, 'pods').map(({ value }) => value),
      serviceCidrs: effectiveCidrs(inventory, 'services').map(({ value }) => value),
      serviceDomain: effectiveServiceDomain(inventory),
    },
    controlPlane: {
      version: spec.controlPlane.version,
      ...hostsOf(controlPlane, 0),
      removal: removalPolicy(inventory, machineTemplate, machineTemplate?.spec?.deletion),
      rollout: controlPlaneRollout(spec.controlPlane),
      ...controlPlaneRemediation(spec.controlPlane),
      kubeadmConfigSpec: kubeadmConfigSpec(spec.controlPlane.kubeadmConfigSpec),
      ...machineLabels(labelsOf(machineTemplate)),
      ...(machineTemplate?.spec?.taints?.length && { taints: taints(machineTemplate.spec.taints) }),
    },
    machineDeployments: workers.flatMap((owner, index) => {
      const group = groups[index];
      // The deployment that nobody wrote exists only where there are workers.
      if (group === undefined && owner.selected.length === 0) return [];
      const written = (group?.written ?? { name: DEFAULT_DEPLOYMENT }) as MachineDeployment;
      const deployment = machineDeployment(written, hostsOf(owner, index + 1), inventory);
      return [group?.kind === 'machine pool' ? asPool(deployment) : deployment];
    }),
    failureDomainLabel: spec.failureDomainLabel ?? DEFAULT_FAILURE_DOMAIN_LABEL,
    hosts: spec.hosts.map((host, index) => desiredHost(host, index, inventory, base, secrets)),
    kubeVip: kubeVip(inventory),
    playbooks: files.playbooks,
    manifests: files.manifests,
    vars: spec.vars ?? {},
  };
  if (spec.machineHealthChecks?.length) desired.machineHealthChecks = spec.machineHealthChecks.map(healthCheck);
  if (files.bundle !== undefined) desired.bundle = files.bundle;
  if (spec.ntp !== undefined) desired.ntp = { enabled: spec.ntp.enabled ?? true, servers: spec.ntp.servers ?? [] };
  if (spec.registry !== undefined) {
    desired.registry = { mirrors: spec.registry.mirrors ?? {} };
    if (spec.registry.insecure !== undefined) desired.registry.insecure = spec.registry.insecure;
  }
  if (spec.proxy !== undefined) {
    const { http, https, noProxy } = spec.proxy;
    desired.proxy = { noProxy: [...new Set([...(noProxy ?? []), ...alwaysDirect(desired)])] };
    if (http !== undefined) desired.proxy.http = http;
    if (https !== undefined) desired.proxy.https = https;
  }
  if (spec.kubeletConfiguration !== undefined) desired.kubeletConfiguration = spec.kubeletConfiguration;
  if (spec.kubeProxyConfiguration !== undefined) desired.kubeProxyConfiguration = spec.kubeProxyConfiguration;
  return desired;
}

type OwnHosts = Pick<DesiredMachineDeployment, 'replicas' | 'hosts' | 'pool'>;

function machineDeployment(
  written: MachineDeployment,
  hosts: OwnHosts,
  inventory: Inventory,
): DesiredMachineDeployment {
  return {
    name: written.name,
    version: written.version ?? inventory.spec.controlPlane.version,
    ...hosts,
    removal: removalPolicy(inventory, written),
    deletePolicy: written.deletePolicy ?? written.strategy?.rollingUpdate?.deletePolicy ?? 'Random',
    maxUnavailable: maxUnavailable(written, hosts.replicas),
    rollout: workerRollout(written, hosts.replicas),
    ...(written.minReadySeconds !== undefined && { minReadyMs: written.minReadySeconds * 1000 }),
    ...maxInFlight(written, hosts.replicas),
    ...(written.revisionHistoryLimit !== undefined && { revisionHistoryLimit: written.revisionHistoryLimit }),
    kubeadmConfigSpec: kubeadmConfigSpec(written.kubeadmConfigSpec),
    labels: written.labels ?? {},
    taints: taints(written.taints),
    ...machineLabels(written.template?.metadata?.labels),
  };
}

/** In Cluster API the infrastructure decides how a pool is rolled. Here one machine after the other: none of its hosts is free. */
function asPool(deployment: DesiredMachineDeployment): DesiredMachineDeployment {
  const rollout = { ...deployment.rollout, maxSurge: 0, maxUnavailable: 1 };
  return { ...deployment, kind: 'MachinePool', rollout };
}

/** Its metadata is passed through as it is written. */
function labelsOf(template: unknown): Record<string, string> | undefined {
  const labels = Object.entries(record(record(record(template).metadata).labels));
  if (labels.length === 0) return undefined;
  return Object.fromEntries(labels.map(([key, value]) => [key, String(value)]));
}

function machineLabels(written: Record<string, string> | undefined): { machineLabels?: Record<string, string> } {
  return written === undefined ? {} : { machineLabels: written };
}

function desiredHost(
  host: Host,
  index: number,
  inventory: Inventory,
  base: PathBase,
  secrets: SecretSources,
): DesiredHost {
  return {
    name: host.name,
    address: host.address,
    internalAddress: host.internalAddress ?? host.address,
    role: host.role,
    labels: host.labels ?? {},
    taints: taints(host.taints),
    vars: host.vars ?? {},
    ssh: sshSettings(host, index, inventory.spec.ssh ?? {}, base, secrets),
  };
}

function kubeVip(inventory: Inventory): KubeVip {
  const written = inventory.spec.kubeVip ?? {};
  const settings: KubeVip = {
    enabled: kubeVipEnabled(inventory),
    image: written.image ?? DEFAULT_KUBE_VIP_IMAGE,
    mode: written.mode ?? 'arp',
    services: written.services ?? false,
  };
  if (written.interface !== undefined) settings.interface = written.interface;
  if (written.bgp !== undefined) settings.bgp = { ...written.bgp };
  const brought = broughtKubeVip(inventory);
  if (brought !== undefined && !settings.enabled) settings.given = withoutOwnAddress(brought, inventory);
  return settings;
}

/** An address that a host has by nature is never taken off its interface. */
function withoutOwnAddress({ address, ...given }: GivenKubeVip, { spec }: Inventory): GivenKubeVip {
  const own = spec.hosts.some((host) => host.address === address || host.internalAddress === address);
  return own || address === undefined ? given : { ...given, address };
}

function kubeadmConfigSpec(written: Inventory['spec']['controlPlane']['kubeadmConfigSpec']): KubeadmConfigSpec {
  return withoutNulls(written ?? {}) as KubeadmConfigSpec;
}

function taints(written: Taint[] | undefined): Taint[] {
  return (written ?? []).map((taint) => ({ ...taint }));
}

/**
 * What a proxy must never stand between: the cluster and itself. Each host adds its own address (playbooks/files/
 * proxy.conf.liquid); those of the others are not told, so that a host that joins changes none of them.
 */
function alwaysDirect(desired: Desired): string[] {
  const { endpoint, podCidrs, serviceCidrs, serviceDomain } = desired.cluster;
  return ['localhost', '127.0.0.1', endpoint.host, ...podCidrs, ...serviceCidrs, '.svc', `.${serviceDomain}`];
}
