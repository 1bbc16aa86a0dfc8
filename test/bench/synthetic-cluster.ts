import type { Desired, DesiredHost } from '../../src/model/desired.ts';
import type { MachineRecord } from '../../src/model/machine-record.ts';
import type { ControlPlanePod, NodeView, Observed, ObservedHost } from '../../src/model/observed.ts';
import type { StepState } from '../../src/model/step.ts';
import { machineTemplate } from '../../src/plan/machine-template.ts';
import { clusterView, etcdMember, nodeView } from '../support/cluster-view.ts';
import { desiredCluster } from '../support/desired.ts';
import { bareFacts, mark } from '../support/facts.ts';

/** What the planner is given, but for the records' revisions. */
export interface PlanCase {
  readonly title: string;
  readonly desired: Desired;
  readonly observed: Observed;
}

const CONTROL_PLANES = 5;
const ZONES = ['a', 'b', 'c'];
/** As many as the built-in playbooks have on a worker. */
const STEPS = 16;
const GONE = 10;
const NEW_VERSION = 'v1.20.3';
const LIKE = desiredCluster({ controlPlanes: 1, workers: 1 });
const TEMPLATES = {
  controlPlane: machineTemplate(LIKE, 'control-plane'),
  worker: machineTemplate(LIKE, 'workers'),
};

/** The situations that are measured, in a cluster of so many hosts, five of them control planes, in three zones. */
export function planCases(hosts: number): PlanCase[] {
  const desired = inventory(hosts);
  const names = desired.hosts.map(({ name }) => name);
  const grown = inventory(hosts + 1);
  const added = grown.hosts.slice(-1).map(({ name }) => name);
  const shrunk = inventory(hosts - GONE);
  const gone = names.slice(-GONE);
  return [
    { title: 'first install', desired, observed: { hosts: visited(desired, names, bare) } },
    {
      title: 'one worker more',
      desired: grown,
      observed: {
        hosts: { ...visited(grown, ['cp-1'], settled), ...visited(grown, added, bare) },
        cluster: living(desired),
      },
    },
    {
      title: `${GONE} workers fewer`,
      desired: shrunk,
      observed: { hosts: visited(desired, ['cp-1', ...gone], settled), cluster: living(desired) },
    },
    {
      title: 'nothing to do, all hosts looked at',
      desired,
      observed: { hosts: visited(desired, names, settled), cluster: living(desired) },
    },
    {
      title: 'another version, all upgraded where they are',
      desired: upgraded(desired),
      observed: { hosts: visited(desired, names, withNewKubeadm), cluster: living(desired) },
    },
  ];
}

function inventory(hosts: number): Desired {
  const desired = desiredCluster({ controlPlanes: CONTROL_PLANES, workers: hosts - CONTROL_PLANES });
  const placed = desired.hosts.map((host, index): DesiredHost => {
    const address = `10.9.${index >> 8}.${index & 255}`;
    const labels = { [desired.failureDomainLabel]: ZONES[index % ZONES.length] ?? '' };
    return { ...host, address, internalAddress: address, labels };
  });
  return { ...desired, hosts: placed };
}

function upgraded(desired: Desired): Desired {
  const version = NEW_VERSION;
  return {
    ...desired,
    bundle: '/bundle',
    controlPlane: { ...desired.controlPlane, version },
    machineDeployments: desired.machineDeployments.map((deployment) => ({ ...deployment, version })),
  };
}

function visited(
  { hosts }: Desired,
  names: readonly string[],
  seen: (host: DesiredHost) => ObservedHost,
): Observed['hosts'] {
  const byName = new Map(hosts.map((host) => [host.name, host]));
  return Object.fromEntries(
    names.flatMap((name) => (byName.get(name) ? [[name, seen(byName.get(name) as DesiredHost)]] : [])),
  );
}

function bare(host: DesiredHost): ObservedHost {
  const binaries = { kubeadm: 'v1.20.2', kubelet: 'v1.20.2', kubectl: 'v1.20.2', crictl: 'v1.20.0' };
  const containerd = { version: '1.6.20', active: true };
  const facts = bareFacts({ ...told(host), binaries, containerd });
  return { reachable: true, facts, steps: steps('change') };
}

function settled(host: DesiredHost): ObservedHost {
  const { name } = host;
  const machine = mark({ machine: name, uid: `uid-of-${name}`, role: roleOf(host) });
  return { reachable: true, facts: bareFacts({ ...told(host), machine }), steps: steps('ok') };
}

function withNewKubeadm(host: DesiredHost): ObservedHost {
  const seen = settled(host);
  if (seen.reachable) seen.facts.binaries.kubeadm = NEW_VERSION;
  return seen;
}

function told({ name, internalAddress }: DesiredHost) {
  const interfaces = [{ name: 'eth0', addresses: [internalAddress] }];
  return { hostname: name, machineId: `machine-id-of-${name}`, productUuid: `product-uuid-of-${name}`, interfaces };
}

function steps(status: StepState['status']): StepState[] {
  return Array.from({ length: STEPS }, (_, index) => {
    const path = `/etc/some/configuration-${index}.conf`;
    const unified = `--- ${path}\n+++ ${path}\n@@ -0,0 +1,4 @@\n+one line\n+another\n+a third, which is longer\n+the last\n`;
    const step = { id: `playbook/${index}`, title: `Step ${index}`, status };
    return status === 'ok' ? step : { ...step, reason: 'missing', diffs: [{ path, unified }] };
  });
}

/** A healthy cluster of all hosts of an inventory, each recorded. */
function living(desired: Desired): Observed['cluster'] {
  const controlPlanes = desired.hosts.filter((host) => roleOf(host) === 'control-plane');
  return clusterView({
    nodes: desired.hosts.map(node),
    records: desired.hosts.map((host) => record(host, desired)),
    etcdMembers: controlPlanes.map(({ name }, index) => etcdMember(name, index + 1, { leader: index === 0 })),
    controlPlanePods: controlPlanes.flatMap(({ name }) => staticPods(name)),
  });
}

function node(host: DesiredHost): NodeView {
  return nodeView(host.name, { internalIp: host.internalAddress, labels: host.labels });
}

function staticPods(name: string): ControlPlanePod[] {
  const components = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
  return components.map((component) => ({ node: name, component, ready: true }));
}

function record(host: DesiredHost, { cluster, controlPlane, failureDomainLabel }: Desired): MachineRecord {
  const { name, address, internalAddress, labels, ssh } = host;
  const { version } = controlPlane;
  const role = roleOf(host);
  const failureDomain = labels[failureDomainLabel];
  return {
    ...{ name, uid: `uid-of-${name}`, cluster: cluster.name, clusterUid: mark().clusterUid, role, version },
    owner: role === 'worker' ? 'workers' : role,
    host: { address, internalAddress, labels, ssh },
    template: role === 'worker' ? TEMPLATES.worker : TEMPLATES.controlPlane,
    ...(failureDomain !== undefined && { failureDomain }),
    createdAt: '2026-11-23T06:00:00Z',
  };
}

function roleOf({ role }: DesiredHost): MachineRecord['role'] {
  return role === 'control-plane' ? role : 'worker';
}
