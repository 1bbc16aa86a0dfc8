import type { Machine } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { operation, operationId } from './draft.ts';

export interface ControlPlaneInput {
  machines: Machine[];
  states: Record<string, MachineState>;
  /** A cluster of this name answers, or once did: never initialise a second one. */
  clusterExists: boolean;
  /** Ids already planned, to hang dependencies on. */
  prepared: ReadonlySet<string>;
  /** Ids of the cleanings of control planes: no member is added while another is taken out. */
  cleanings: string[];
}

/**
 * Initialises one control plane when there is no cluster, then joins the others one at a time.
 * One structural change of the control plane at a time: each operation needs the one before
 * (Cluster API, KCP scale.go: create exactly one, preflight in between).
 */
export function planControlPlane(input: ControlPlaneInput): PlannedOperation[] {
  const pending = inOrder(input);
  const initiator = input.clusterExists ? undefined : initiatorOf(pending, input.states);
  const operations: PlannedOperation[] = [];
  let previous: string | undefined;
  for (const machine of initiator ? [initiator, ...pending.filter((other) => other !== initiator)] : pending) {
    const bootstrap = bootstrapOperation(machine, machine === initiator, input, previous);
    operations.push(bootstrap);
    previous = bootstrap.id;
  }
  return operations;
}

/** What an earlier run left under way comes first. */
function inOrder({ machines, states }: ControlPlaneInput): Machine[] {
  const pending = machines.filter(({ name }) => states[name] !== 'bootstrapped');
  const underWay = pending.filter(({ name }) => states[name] === 'bootstrapping');
  return [...underWay, ...pending.filter((machine) => !underWay.includes(machine))];
}

/**
 * The machine that starts a cluster which does not exist yet: a control plane on which init was already started is taken
 * up again; else the first in the inventory.
 */
export function initiatorOf(machines: Machine[], states: Record<string, MachineState>): Machine | undefined {
  const pending = machines.filter(({ name, role }) => role === 'control-plane' && states[name] !== 'bootstrapped');
  return (
    pending.find((machine) => states[machine.name] === 'bootstrapping') ??
    pending.find((machine) => states[machine.name] === 'half-bootstrapped') ??
    pending[0]
  );
}

function bootstrapOperation(
  machine: Machine,
  initialise: boolean,
  input: ControlPlaneInput,
  previous: string | undefined,
): PlannedOperation {
  const action = initialise ? 'init-control-plane' : 'join-control-plane';
  return operation({
    action,
    host: machine.name,
    machine: machine.name,
    title: initialise ? `Initialise the cluster on ${machine.name}` : `Join ${machine.name} as control plane`,
    reason: bootstrapReason(
      input.states[machine.name],
      initialise ? 'no control plane of this cluster exists yet' : 'wanted as control plane, not a member yet',
    ),
    needs: [
      prepareId(machine, input.prepared),
      ...(previous === undefined ? cleaningsOfOthers(machine, input.cleanings) : [previous]),
    ].filter((id) => id !== undefined),
  });
}

function cleaningsOfOthers({ name }: Machine, cleanings: string[]): string[] {
  return cleanings.filter((id) => id !== operationId(name, 'clean-half-bootstrapped'));
}

/** Why kubeadm is run for a machine in this state. */
export function bootstrapReason(state: MachineState | undefined, otherwise: string): string {
  if (state === 'bootstrapping') return 'kubeadm of an earlier run is still at work there: wait for it';
  if (state === 'half-bootstrapped') return 'kubeadm of an earlier run did not finish: start again from clean';
  return otherwise;
}

/** Id of the machine's preparation when it is part of this plan. */
export function prepareId(machine: Machine, prepared: ReadonlySet<string>): string | undefined {
  const id = operationId(machine.name, 'prepare-host');
  return prepared.has(id) ? id : undefined;
}
