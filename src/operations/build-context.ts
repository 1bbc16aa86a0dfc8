import { randomUUID } from 'node:crypto';
import { InstallerError } from '../errors.ts';
import type { Bundle } from '../model/bundle.ts';
import type { Desired } from '../model/desired.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import type { Host } from '../model/host-handle.ts';
import type { Machine } from '../model/machine.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { ClusterView, Observed } from '../model/observed.ts';
import type { Plan, PlannedOperation } from '../model/plan.ts';
import { recordOf } from '../model/record-of.ts';
import type { Secrets } from '../model/secrets.ts';
import { unansweredRemediation } from '../plan/health/unanswered-remediation.ts';
import { machineTemplate } from '../plan/machine-template.ts';
import type { ManifestFile } from '../plan/manifests.ts';
import { machineMark } from './bootstrap-host.ts';
import { controlPlanesOf, viewOf } from './cluster-access.ts';
import type { ControlPlaneHost } from './control-plane-access.ts';
import { controlPlanesDuring } from './control-planes-during.ts';
import { factsNow } from './facts-now.ts';
import type { Recipes } from './recipes.ts';

export interface BuildInput {
  plan: Plan;
  /** Hosts assigned to owners. */
  desired: Desired;
  existing: readonly ExistingMachine[];
  /** Of every machine of which it is known. */
  states: Record<string, MachineState>;
  host(name: string): Host;
  /** Of the hosts that were visited and answered. */
  facts: Record<string, HostFacts>;
  clusterUid: string;
  /** What the plan was made from. */
  observed: Observed;
  /** A cluster exists already: what was left half-done must be taken out of it. */
  clusterExists: boolean;
  initiator?: string;
  recipes: Recipes;
  bundle: Bundle | undefined;
  manifests: ManifestFile[];
  secrets: Secrets;
  /** See plan/machine-revision.ts. */
  revisionOf(machine: Machine): string;
}

/** What the builders of all operations of one plan share. */
export interface BuildContext extends BuildInput {
  /** Names of machines that this plan takes out of the cluster; they may be made anew in it. */
  leaving: ReadonlySet<string>;
  /** Every control plane that may be asked, in the order to ask them. */
  controlPlanes: ControlPlaneHost[];
  view(): Promise<ClusterView | { unavailable: string }>;
  /** Names of the machines that are control planes when this operation's turn comes. */
  membersAt(operation: string): readonly string[];
  /** Of a machine that this plan makes or changes: claimed and bootstrapped as one and the same. */
  machineUid(name: string): string;
}

export function buildContext(input: BuildInput): BuildContext {
  const { plan, existing, facts, observed } = input;
  const leaving = new Set(
    plan.operations.flatMap(({ action, machine }) => (action === 'delete-node' && machine ? [machine] : [])),
  );
  const access = { ...input, leaving, via: observed.cluster?.via };
  const uids = new Map<string, string>();
  return {
    ...input,
    leaving,
    controlPlanes: controlPlanesOf(access),
    view: () => viewOf(access),
    membersAt: controlPlanesDuring(plan, existing),
    machineUid: (name) => {
      const seen = leaving.has(name) ? undefined : facts[name]?.machine?.uid;
      const uid = seen ?? uids.get(name) ?? randomUUID();
      uids.set(name, uid);
      return uid;
    },
  };
}

/**
 * The host of an operation: as it was `seen` when the plan was made, and its `facts` when they are asked for.
 * @throws InstallerError `unexpected` when the plan was made without a visit to it
 */
export function visitedHost(planned: PlannedOperation, machine: Machine, context: BuildContext) {
  const seen = context.facts[machine.name];
  if (!seen) throw new InstallerError('unexpected', `${planned.id} was planned for a host that was not visited`);
  const host = context.host(machine.name);
  return { host, seen, facts: () => factsNow(host) };
}

export function markFor(machine: Machine, context: BuildContext, bootstrap?: MachineMark['bootstrap']): MachineMark {
  const { desired, clusterUid, machineUid } = context;
  const ids = { cluster: desired.cluster.name, clusterUid, machineUid: machineUid(machine.name) };
  const template = machineTemplate(desired, machine.owner);
  return { ...machineMark(machine, ids, bootstrap), ...(template !== undefined && { template }) };
}

/** The record of a machine that is wanted, as it is once everything was applied. */
export function recordFor(machine: Machine, mark: MachineMark, context: BuildContext): MachineRecord {
  const { desired, states, leaving, facts, revisionOf } = context;
  const { name } = machine;
  const failureDomain = machine.host.labels[desired.failureDomainLabel];
  const atWork = states[name] === 'bootstrapping' && !leaving.has(name) ? facts[name]?.machine : undefined;
  const history = remediationOf(machine, context);
  if (!atWork) {
    const template = machineTemplate(desired, machine.owner);
    return { ...recordOf(machine, mark, failureDomain, revisionOf(machine), template), ...history };
  }
  // kubeadm of an earlier run is at work there: what comes of it is what was wanted then.
  const { version, template } = atWork;
  return { ...recordOf(machine, { ...mark, version }, failureDomain, revisionOf(machine), template), ...history };
}

/**
 * What a control plane was made in place of: the one that is replaced now, or that a run which was cut took away, or what its
 * record says already.
 */
function remediationOf({ name, role }: Machine, { observed, leaving }: BuildContext) {
  const record = leaving.has(name) ? undefined : observed.cluster?.records.find((known) => known.name === name);
  if (record ? !record.remediationFor : role === 'worker') return undefined;
  const told = record?.remediationFor ?? observed.healing?.remediationFor ?? unansweredRemediation(observed.cluster);
  return told && { remediationFor: told };
}
