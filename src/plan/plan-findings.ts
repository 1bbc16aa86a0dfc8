import { signsOfLife } from '../model/cluster-traces.ts';
import { machineTroubles } from '../model/control-plane-health.ts';
import { countOf } from '../model/count-of.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import { machinesOf } from '../model/machine.ts';
import { bearsCluster } from '../model/machine-state.ts';
import type { Observed } from '../model/observed.ts';
import type { Finding } from '../model/plan.ts';
import { blockedFinding } from './blocked-finding.ts';
import { reachableFacts } from './cluster-identity.ts';
import { contradictions } from './contradictions.ts';
import { controlPlaneChanges } from './control-plane-changes.ts';
import { controlPlaneNow } from './control-plane-now.ts';
import { distrustedSettings } from './distrusted-settings.ts';
import { joinSkewFindings } from './join-skew.ts';
import { madeAsBeforeFindings } from './made-as-before.ts';
import { rolloutFindings } from './rollout/rollout-findings.ts';
import type { Situation } from './situation.ts';
import { uncleanHosts } from './unclean-hosts.ts';
import { unknownNodes } from './unknown-nodes.ts';

/** What the planner itself has to say beside the plan: what cannot safely be done, and what it leaves alone. Pure. */
export function planFindings(situation: Situation, observed: Observed): Finding[] {
  const blocked = blockedControlPlane(situation, observed);
  return [
    ...silentHosts(situation, observed),
    ...unmarkedHosts(situation, observed),
    ...contradictions(situation),
    ...beginningElsewhere(situation, observed),
    ...rolloutFindings(situation),
    ...joinSkewFindings(situation),
    ...madeAsBeforeFindings(situation),
    ...blocked,
    ...renamedHosts(situation, observed),
    ...(blocked.length === 0 ? ailing(situation) : []),
    ...lackingHosts(situation),
    ...uncleanHosts(situation),
    ...distrustedSettings(situation.desired.hosts, situation.existing),
    ...strangers(situation),
  ];
}

/** Before a cluster is initialised, every host of the inventory has answered. */
function silentHosts({ desired, clusterExists }: Situation, { hosts }: Observed): Finding[] {
  if (clusterExists) return [];
  return desired.hosts
    .filter(({ name }) => hosts[name]?.reachable === false)
    .map(({ name }) => ({
      host: name,
      check: 'cluster-unknown',
      severity: 'refuse',
      message: `does not answer, and may serve ${desired.cluster.name}: a second cluster is never made over it`,
      cure: 'Bring it up; or take its line out, if it never served this cluster.',
    }));
}

/** Nor may one that is to be none of its machines serve it unknown; those that are to be are refused as strangers. */
function unmarkedHosts({ desired, clusterExists }: Situation, { hosts }: Observed): Finding[] {
  if (clusterExists) return [];
  const wanted = new Set(machinesOf(desired).map(({ name }) => name));
  const facts = reachableFacts({ hosts });
  return desired.hosts.flatMap(({ name }): Finding[] => {
    const told = facts[name];
    if (!told || wanted.has(name) || told.machine || !(bearsCluster(told) || told.machineUnreadable)) return [];
    const bears = signsOfLife(told).join(', ') || 'a mark';
    return [
      {
        host: name,
        check: 'cluster-unknown',
        severity: 'refuse',
        message: `bears ${bears}, and no mark that can be read: it may serve ${desired.cluster.name}, and a second cluster is never made over it`,
        cure: 'Look whom it serves. If that cluster is gone, clean it (kubeadm reset -f); or take its line out.',
      },
    ];
  });
}

/** A cluster comes into being on a host that is to be no control plane any more: with another one beside it there were two. */
function beginningElsewhere({ desired, clusterExists }: Situation, { hosts }: Observed): Finding[] {
  if (clusterExists) return [];
  return Object.entries(reachableFacts({ hosts })).flatMap(([host, { machine, kubeadm }]): Finding[] => {
    const begun = kubeadm.bootstrapRunning && machine?.bootstrap === 'init' && machine.cluster === desired.cluster.name;
    if (!begun || desired.controlPlane.hosts.includes(host)) return [];
    return [
      {
        host,
        check: 'init-under-way',
        severity: 'refuse',
        message: `kubeadm init of ${desired.cluster.name} is at work there right now, and it is to be no control plane`,
        cure: 'Make it a control plane again until the cluster stands; or wait until kubeadm has ended, then apply.',
      },
    ];
  });
}

/** While unhealthy machines are replaced, what cannot be done about the control plane does not keep workers from it. */
function blockedControlPlane(situation: Situation, { healing }: Observed): Finding[] {
  const { blocked } = controlPlaneChanges(controlPlaneNow(situation));
  if (!blocked) return [];
  const finding = blockedFinding(blocked);
  return [healing ? { ...finding, severity: 'warn' } : finding];
}

/** The same host under a new name: removing the old machine would clean the host of the new one. */
function renamedHosts({ desired, machines, states }: Situation, { hosts }: Observed): Finding[] {
  return machines.flatMap(({ name }): Finding[] => {
    const host = hosts[name];
    const mark = host?.reachable ? host.facts.machine : undefined;
    if (!mark || mark.machine === name || states[name] === 'foreign') return [];
    return [
      {
        host: name,
        check: 'host-renamed',
        severity: 'refuse',
        message: `serves ${desired.cluster.name} already, as ${mark.machine}`,
        cure: `Call it ${mark.machine} again; or leave it out, apply, so that ${mark.machine} is removed, and add it as ${name} then.`,
      },
    ];
  });
}

/** With nothing to do nobody else would say it, and the next failure may cost the quorum. */
function ailing({ desired, cluster, existing, removals }: Situation): Finding[] {
  if (!cluster) return [];
  const going = new Set(removals.map(({ machine }) => machine.name));
  const serving = existing.filter(
    ({ name, role, state, record }) =>
      // What has left and is only to be cleaned is none any more.
      role === 'control-plane' && state === 'bootstrapped' && !going.has(name) && !record?.toBeCleaned,
  );
  const options = { externalEtcd: etcdIsExternal(desired) };
  return serving.flatMap(({ name }): Finding[] => {
    const troubles = machineTroubles(cluster, name, options);
    if (troubles.length === 0) return [];
    const cure = `Look at it: installer status; on ${name}: crictl ps -a, journalctl -u kubelet.`;
    return [{ host: name, check: 'control-plane-health', severity: 'warn', message: troubles.join('; '), cure }];
  });
}

function lackingHosts({ desired: { controlPlane, machineDeployments } }: Situation): Finding[] {
  const owners = [
    { title: 'the control plane', ...controlPlane },
    ...machineDeployments.map((md) => ({ ...md, title: `machine ${isPool(md) ? 'pool' : 'deployment'} ${md.name}` })),
  ];
  return owners
    .filter(({ hosts, replicas }) => hosts.length < replicas)
    .map((owner) => ({
      check: 'hosts-lacking',
      severity: 'warn',
      message: `${owner.title} wants ${countOf(owner.replicas, 'machine')}, ${owner.hosts.length} of its hosts can be used now`,
      cure: isPool(owner)
        ? 'Bring back those that are still to be cleaned, or take their lines out: a pool is as large as its hosts are many.'
        : 'Add a host (role: spare will do), or bring back those that are still to be cleaned.',
    }));
}

function isPool(owner: object): boolean {
  return 'kind' in owner && owner.kind === 'MachinePool';
}

function strangers({ desired, cluster }: Situation): Finding[] {
  return unknownNodes(desired, { cluster }).map((name) => ({
    check: 'unknown-node',
    severity: 'warn',
    message: `node ${name} is neither in the inventory nor made by it: it is left alone`,
    cure: `Add its host to the inventory if it is to be looked after; if it is gone: kubectl delete node ${name}`,
  }));
}
