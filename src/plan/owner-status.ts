import type { Desired } from '../model/desired.ts';
import { type Condition, condition } from './condition.ts';
import type { MachineStatus } from './machine-status.ts';

/** How many machines an owner has, and how many it wants. */
export interface OwnerReplicas {
  /** `control-plane`, or the machine deployment's name. */
  owner: string;
  wanted: number;
  /** Machines that are there or being made, those that are to go not counted. */
  current: number;
  ready: number;
  upToDate: number;
  /** Machines that are to go, or whose hosts are still to be cleaned. */
  deleting: number;
}

/** Of the control plane, then of each machine deployment, then of owners that are no longer in the inventory. Pure. */
export function ownerReplicas({ controlPlane, machineDeployments }: Desired, machines: readonly MachineStatus[]) {
  const wanted = new Map([
    ['control-plane', controlPlane.replicas],
    ...machineDeployments.map(({ name, replicas }): [string, number] => [name, replicas]),
  ]);
  for (const { owner } of machines) if (!wanted.has(owner)) wanted.set(owner, 0);
  return [...wanted].map(([owner, count]): OwnerReplicas => {
    const own = machines.filter((machine) => machine.owner === owner);
    const staying = own.filter(({ phase }) => phase !== 'Deleting');
    return {
      owner,
      wanted: count,
      current: staying.filter(({ phase }) => phase !== 'Pending').length,
      ready: staying.filter(({ ready }) => ready).length,
      upToDate: staying.filter(isUpToDate).length,
      deleting: own.length - staying.length,
    };
  });
}

/** Whether the owners of one kind have the machines they want; none where nothing of that kind is wanted or there. */
export function ownersReady(
  type: string,
  owners: readonly OwnerReplicas[],
  machines: readonly MachineStatus[],
): Condition[] {
  const counted = owners.filter(({ wanted, current, deleting }) => wanted + current + deleting > 0);
  if (counted.length === 0) return [];
  const lacking = counted.filter(({ ready, wanted }) => ready < wanted);
  const going = counted.map((replicas) => {
    const left = machines.filter((machine) => machine.owner === replicas.owner && hasLeft(machine)).length;
    return { ...replicas, deleting: replicas.deleting - left, left };
  });
  return [condition(type, lacking.length === 0, reasonOf(going), going.map(inWords).join('; '))];
}

function reasonOf(owners: readonly OwnerReplicas[]): string {
  if (owners.some(({ current, wanted }) => current < wanted)) return 'ScalingUp';
  if (owners.some(({ ready, wanted }) => ready < wanted)) return 'MachinesNotReady';
  if (owners.some(({ deleting }) => deleting > 0)) return 'ScalingDown';
  return owners.some(({ upToDate, wanted }) => upToDate < wanted) ? 'NotUpToDate' : 'AllReady';
}

function inWords({ owner, wanted, ready, deleting, left }: OwnerReplicas & { left: number }): string {
  const going = deleting > 0 ? `, ${deleting} to go` : '';
  const toBeCleaned = left === 1 ? ', 1 host to be cleaned' : `, ${left} hosts to be cleaned`;
  return `${owner}: ${ready} of ${wanted} ready${going}${left > 0 ? toBeCleaned : ''}`;
}

/** The machine is gone; only its host is still to be cleaned. */
function hasLeft({ conditions }: MachineStatus): boolean {
  return conditions.some(({ type, reason }) => type === 'Deleting' && reason === 'HostToBeCleaned');
}

function isUpToDate({ conditions }: MachineStatus): boolean {
  return conditions.some(({ type, status }) => type === 'UpToDate' && status === 'True');
}
