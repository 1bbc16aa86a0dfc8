import { randomUUID } from 'node:crypto';
import type { OperationNode } from '../engine/operation-node.ts';
import { InstallerError } from '../errors.ts';
import type { Bundle } from '../model/bundle.ts';
import type { Desired } from '../model/desired.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import type { Host } from '../model/host-handle.ts';
import { type Machine, machinesOf, nodeMetadata } from '../model/machine.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { Plan, PlannedOperation } from '../model/plan.ts';
import { recordOf } from '../model/record-of.ts';
import type { Secrets } from '../model/secrets.ts';
import type { ManifestFile } from '../plan/manifests.ts';
import { apiPortOf } from './api-port.ts';
import { applyManifests } from './apply-manifests.ts';
import { machineMark } from './bootstrap-host.ts';
import { cleanHalfBootstrapped } from './clean-half-bootstrapped.ts';
import { controlPlanesOf, viewOf } from './cluster-access.ts';
import { factsNow } from './facts-now.ts';
import { initControlPlane } from './init-control-plane.ts';
import { joinControlPlane, joinWorker } from './join-control-plane.ts';
import { labelNode } from './label-node.ts';
import { operationNode } from './operation.ts';
import { prepareHost } from './prepare-host.ts';
import type { Recipes } from './recipes.ts';
import { verifyCluster } from './verify-cluster.ts';

/** Milliseconds until every node must be Ready: images may still be pulled where there is no bundle. */
const VERIFY_LIMIT_MS = 600_000;

export interface BuildInput {
  plan: Plan;
  desired: Desired;
  host(name: string): Host;
  facts: Record<string, HostFacts>;
  clusterUid: string;
  /** A cluster exists already: what was left half-done must be taken out of it. */
  clusterExists: boolean;
  initiator: string | undefined;
  recipes: Recipes;
  bundle: Bundle | undefined;
  manifests: ManifestFile[];
  secrets: Secrets;
  /** See plan/machine-revision.ts. Absent: machines are recorded as not known to be complete. */
  revisionOf?(machine: Machine): string;
}

type BuildContext = BuildInput & { machineUid(name: string): string };

/** The plan's operations with their bodies, as the engine runs them. */
export function buildOperations(input: BuildInput): OperationNode[] {
  const uids = new Map<string, string>();
  // Claimed and bootstrapped as one and the same machine, whichever operation writes the mark.
  const machineUid = (name: string) => {
    const uid = input.facts[name]?.machine?.uid ?? uids.get(name) ?? randomUUID();
    uids.set(name, uid);
    return uid;
  };
  return input.plan.operations.map((planned) => build(planned, { ...input, machineUid }));
}

function build(planned: PlannedOperation, input: BuildContext): OperationNode {
  const { desired, manifests } = input;
  switch (planned.action) {
    case 'apply-manifests':
      return operationNode(
        planned,
        applyManifests(manifests, controlPlanesOf(input), () => viewOf(input)),
      );
    case 'verify-cluster':
      return operationNode(
        planned,
        verifyCluster({
          nodes: machinesOf(desired).map(({ name }) => name),
          endpoint: desired.cluster.endpoint,
          limitMs: VERIFY_LIMIT_MS,
          view: () => viewOf(input),
        }),
      );
    default:
      return buildForMachine(planned, machineOf(planned, desired), input);
  }
}

function buildForMachine(planned: PlannedOperation, machine: Machine, input: BuildContext): OperationNode {
  const { desired, recipes, bundle, secrets, initiator } = input;
  const host = input.host(machine.name);
  const facts = () => factsNow(host);
  const seen = input.facts[machine.name];
  if (!seen) throw new InstallerError('unexpected', `${planned.id} was planned for a host that was not observed`);
  const bootstrapped = seen.machine?.phase === 'bootstrapped';
  const situation = { bootstrapped, initiator: machine.name === initiator };
  const view = () => viewOf(input);
  const others = controlPlanesOf(input).filter((other) => other.host.name !== machine.name);
  switch (planned.action) {
    case 'prepare-host': {
      const steps = recipes.stepsFor(machine, seen, 'prepare', situation);
      if (bootstrapped) steps.push(...recipes.stepsFor(machine, seen, 'post', situation));
      return operationNode(
        planned,
        prepareHost({
          machine,
          host,
          steps,
          mark: markFor(machine, input),
          bundle,
          facts,
          recordAfter: bootstrapped
            ? { record: recordFor(machine, markFor(machine, input), input), controlPlanes: controlPlanesOf(input) }
            : undefined,
        }),
      );
    }
    case 'clean-half-bootstrapped': {
      const steps = recipes.stepsFor(machine, seen, 'clean', situation);
      const externalEtcd = etcdIsExternal(desired);
      const members = input.clusterExists ? others : [];
      return operationNode(
        planned,
        cleanHalfBootstrapped({ machine, host, steps, facts, view, controlPlanes: members, externalEtcd }),
      );
    }
    case 'init-control-plane': {
      const mark = markFor(machine, input, 'init');
      const apiPort = apiPortOf(machine);
      const post = recipes.stepsFor(machine, seen, 'post', { ...situation, bootstrapped: true });
      return operationNode(
        planned,
        initControlPlane({
          desired,
          machine,
          host,
          mark,
          record: recordFor(machine, mark, input),
          apiPort,
          secrets,
          facts,
          post,
          now: Date.now,
        }),
      );
    }
    case 'join-control-plane':
    case 'join-worker': {
      const mark = markFor(machine, input, planned.action);
      const post = recipes.stepsFor(machine, seen, 'post', { ...situation, bootstrapped: true });
      const record = recordFor(machine, mark, input);
      const join = { desired, machine, host, mark, record, secrets, facts, view, post, controlPlanes: others };
      return operationNode(planned, planned.action === 'join-worker' ? joinWorker(join) : joinControlPlane(join));
    }
    case 'label-node':
      return operationNode(planned, labelNode(machine, nodeMetadata(desired, machine), controlPlanesOf(input)));
    default:
      throw new InstallerError('unexpected', `no operation is known for ${planned.action}`);
  }
}

function machineOf({ id, machine: name }: PlannedOperation, desired: Desired): Machine {
  const machine = machinesOf(desired).find((candidate) => candidate.name === name);
  if (!machine)
    throw new InstallerError('unexpected', `${id} was planned for a machine that the inventory does not name`);
  return machine;
}

function markFor(machine: Machine, input: BuildContext, bootstrap?: MachineMark['bootstrap']): MachineMark {
  const { desired, clusterUid, machineUid } = input;
  const ids = { cluster: desired.cluster.name, clusterUid, machineUid: machineUid(machine.name) };
  return machineMark(machine, ids, bootstrap);
}

function recordFor(machine: Machine, mark: MachineMark, { desired, revisionOf }: BuildContext): MachineRecord {
  const failureDomain = machine.host.labels[desired.failureDomainLabel];
  return recordOf(machine, mark, failureDomain, revisionOf?.(machine));
}
