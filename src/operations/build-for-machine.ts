import type { OperationNode } from '../engine/operation-node.ts';
import { InstallerError } from '../errors.ts';
import { etcdIsExternal } from '../model/external-etcd.ts';
import type { Machine } from '../model/machine.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { wantedMetadata } from '../plan/nodes.ts';
import { apiPortOf } from './api-port.ts';
import { type BuildContext, markFor, recordFor, visitedHost } from './build-context.ts';
import { policyOf } from './build-for-leaving.ts';
import { cleanHalfBootstrapped } from './clean-half-bootstrapped.ts';
import { initControlPlane } from './init-control-plane.ts';
import { joinControlPlane, joinWorker } from './join-control-plane.ts';
import { labelNode } from './label-node.ts';
import { operationNode } from './operation.ts';
import { prepareHost } from './prepare-host.ts';
import { registerNode } from './register-node.ts';
import { sendImages } from './send-images.ts';
import { upgradeNode } from './upgrade-node.ts';

/** An operation of a machine that is wanted. */
export function buildForMachine(planned: PlannedOperation, machine: Machine, context: BuildContext): OperationNode {
  const { desired, controlPlanes, view, secrets, recipes } = context;
  if (planned.action === 'label-node') {
    return operationNode(planned, labelNode(machine, metadataOf(machine, context), controlPlanes));
  }
  if (planned.action === 'register-node') {
    return operationNode(planned, registerNode({ machine, host: context.host(machine.name), controlPlanes, view }));
  }
  const { host, seen, facts } = visitedHost(planned, machine, context);
  const bootstrapped = seen.machine?.phase === 'bootstrapped' && !context.leaving.has(machine.name);
  const situation = { bootstrapped, initiator: machine.name === context.initiator };
  const post = () => recipes.stepsFor(machine, seen, 'post', { ...situation, bootstrapped: true });
  const others = controlPlanes.filter((other) => other.host.name !== machine.name);
  switch (planned.action) {
    case 'prepare-host': {
      const join = machine.role === 'worker' ? ('join-worker' as const) : ('join-control-plane' as const);
      // A claim for a cluster that exists says so: nobody makes a second one over it, not even when no other host tells.
      const mark = markFor(machine, context, context.clusterExists ? join : undefined);
      const steps = [...recipes.stepsFor(machine, seen, 'prepare', situation), ...(bootstrapped ? post() : [])];
      const recordAfter = bootstrapped ? { record: recordFor(machine, mark, context), controlPlanes } : undefined;
      return operationNode(
        planned,
        prepareHost({ machine, host, steps, mark, bundle: context.bundle, facts, recordAfter }),
      );
    }
    case 'clean-half-bootstrapped': {
      const steps = recipes.stepsFor(machine, seen, 'clean', situation);
      const externalEtcd = etcdIsExternal(desired);
      const members = context.clusterExists ? others : [];
      return operationNode(
        planned,
        cleanHalfBootstrapped({ machine, host, steps, facts, view, controlPlanes: members, externalEtcd }),
      );
    }
    case 'init-control-plane': {
      const mark = markFor(machine, context, 'init');
      const record = recordFor(machine, mark, context);
      const apiPort = apiPortOf(machine);
      const init = { desired, machine, host, mark, record, apiPort, secrets, facts, post: post(), now: Date.now };
      return operationNode(planned, initControlPlane(init));
    }
    case 'join-control-plane':
    case 'join-worker': {
      const mark = markFor(machine, context, planned.action);
      const record = recordFor(machine, mark, context);
      const join = { desired, machine, host, mark, record, secrets, facts, view, post: post(), controlPlanes: others };
      return operationNode(planned, planned.action === 'join-worker' ? joinWorker(join) : joinControlPlane(join));
    }
    case 'send-images': {
      if (!context.bundle) throw new InstallerError('unexpected', `${planned.id} was planned without a bundle`);
      const steps = recipes.stepsFor(machine, seen, 'prepare', situation);
      const mark = seen.machine ?? markFor(machine, context);
      return operationNode(planned, sendImages({ host, steps, mark, bundle: context.bundle, facts }));
    }
    case 'upgrade-node': {
      const mark = markFor(machine, context, seen.machine?.bootstrap);
      const record = recordFor(machine, mark, context);
      const own = controlPlanes.find((controlPlane) => controlPlane.host.name === machine.name);
      const upgrade = { machine, host, mark, record, bundle: context.bundle, facts, view, others, own };
      return operationNode(
        planned,
        upgradeNode({
          ...upgrade,
          steps: [...recipes.stepsFor(machine, seen, 'prepare', situation), ...post()],
          endpoint: desired.cluster.endpoint.host,
          policy: policyOf(machine, desired),
          externalEtcd: etcdIsExternal(desired),
          memberNames: context.membersAt(planned.id),
        }),
      );
    }
    default:
      throw new InstallerError('unexpected', `no operation is known for ${planned.action}`);
  }
}

function metadataOf(machine: Machine, { desired, observed, plan, states, leaving }: BuildContext) {
  const { name } = machine;
  const node = leaving.has(name) ? undefined : observed.cluster?.nodes.find((candidate) => candidate.name === name);
  const joins = plan.operations.some((planned) => planned.machine === name && /^(init|join)-/.test(planned.action));
  return wantedMetadata(desired, machine, node, joins || states[name] !== 'bootstrapped');
}
