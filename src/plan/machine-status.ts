import type { ExistingMachine } from '../model/existing-machine.ts';
import type { Machine } from '../model/machine.ts';
import type { MachineState } from '../model/machine-state.ts';
import type { NodeView, Observed } from '../model/observed.ts';
import { type Condition, condition } from './condition.ts';
import { isVersion, machineConditions } from './machine-conditions.ts';

export interface MachineStatus {
  name: string;
  host: string;
  address: string;
  role: 'control-plane' | 'worker';
  owner: string;
  /**
   * Cluster API's phases, for display only: nothing is decided from them. Deleting: it is to go, or its host is still to
   * be cleaned. Updating: it is of another version or specification than is wanted.
   */
  phase: 'Pending' | 'Provisioning' | 'Provisioned' | 'Running' | 'Updating' | 'Deleting' | 'Failed';
  /** Of the kubelet where it runs, else the version wanted. */
  version: string;
  ready: boolean;
  nodeName?: string;
  /** What keeps it from being as it should be, in words; absent: nothing does. */
  reason?: string;
  conditions: Condition[];
}

export interface MachineInput {
  machine: Machine;
  existing: ExistingMachine | undefined;
  /** Why it has to go; absent: it stays. */
  removal: string | undefined;
  state: MachineState | undefined;
  observed: Observed;
  /** What health checks say of it. */
  health: Condition[];
}

/** One machine as a person or a script wants to see it. Pure. */
export function machineStatus(input: MachineInput): MachineStatus {
  const { machine, existing, state, observed } = input;
  const { name, role, owner, host } = machine;
  const { cluster } = observed;
  const node = existing?.node ?? cluster?.nodes.find((candidate) => candidate.name === name);
  const member = existing?.member ?? cluster?.etcdMembers.find((candidate) => candidate.name === name);
  const outdated = existing?.outdated?.why;
  const own = machineConditions({ machine, seen: observed.hosts[name], state, node, member, cluster, outdated });
  const conditions = [...own, ...input.health];
  const leaving = deletingCondition(input);
  const reason = leaving?.message ?? conditions.find(({ status }) => status !== 'True')?.message;
  return {
    name,
    host: host.name,
    address: host.internalAddress,
    role,
    owner,
    phase: leaving ? 'Deleting' : machinePhase(input, node),
    version: node?.kubeletVersion ?? machine.version,
    ready: node?.ready ?? false,
    ...(node && { nodeName: node.name }),
    ...(reason !== undefined && { reason }),
    conditions: leaving ? [leaving, ...conditions] : conditions,
  };
}

/** True of a machine that goes: why, and how far it has come. */
function deletingCondition({ existing, removal }: MachineInput): Condition | undefined {
  const deletion = existing?.record?.deletion;
  if (existing?.record?.toBeCleaned) {
    return condition('Deleting', true, 'HostToBeCleaned', 'it has left the cluster; its host is still to be cleaned');
  }
  if (deletion) return condition('Deleting', true, 'Deleting', deletion.reason);
  return removal === undefined ? undefined : condition('Deleting', true, 'ToBeDeleted', removal);
}

function machinePhase({ machine, existing, state }: MachineInput, node: NodeView | undefined): MachineStatus['phase'] {
  switch (state) {
    case 'half-bootstrapped':
    case 'foreign':
      return 'Failed';
    case 'claimed':
    case 'bootstrapping':
      return 'Provisioning';
    case 'bare':
      return 'Pending';
    default:
      if (node) return isVersion(node.kubeletVersion, machine.version) && !existing?.outdated ? 'Running' : 'Updating';
      if (state === 'bootstrapped') return 'Provisioned';
      // Of a machine whose host is silent only its record tells that its bootstrap was begun.
      return existing?.record ? 'Provisioning' : 'Pending';
  }
}
