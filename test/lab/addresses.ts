import ipaddr from 'ipaddr.js';

export type LabRole = 'control-plane' | 'worker' | 'spare' | 'bastion';

export interface LabCounts {
  readonly controlPlanes: number;
  readonly workers: number;
  readonly spares: number;
  readonly bastion: boolean;
}

export interface PlannedNode {
  readonly name: string;
  readonly address: string;
  readonly role: LabRole;
}

/** Where each role's addresses begin, so that an address says what it is. */
const FIRST: Readonly<Record<LabRole, number>> = { bastion: 5, 'control-plane': 11, worker: 21, spare: 61 };
const MOST: Readonly<Record<LabRole, number>> = { bastion: 1, 'control-plane': 9, worker: 39, spare: 29 };
const PREFIX: Readonly<Record<LabRole, string>> = {
  bastion: 'bastion',
  'control-plane': 'cp',
  worker: 'w',
  spare: 's',
};
const VIP = 100;

/** The address with a given last number in a /24 network such as 10.77.0.0/24. */
export function addressIn(subnet: string, last: number): string {
  const [base, bits] = ipaddr.IPv4.parseCIDR(subnet);
  if (bits !== 24) throw new Error(`the lab's network ${subnet} must be a /24`);
  if (!Number.isInteger(last) || last < 1 || last > 254) throw new Error(`${last} is no host number of a /24`);
  return [...base.octets.slice(0, 3), last].join('.');
}

/** The address that kube-vip will hold. @param last its last number, where it is not the usual one */
export function vipOf(subnet: string, last = VIP): string {
  return addressIn(subnet, last);
}

/** Names and addresses of a lab's nodes: cp-1 at .11, w-1 at .21, s-1 at .61, the bastion at .5. */
export function planNodes(subnet: string, counts: LabCounts): PlannedNode[] {
  const wanted: [LabRole, number][] = [
    ['bastion', counts.bastion ? 1 : 0],
    ['control-plane', counts.controlPlanes],
    ['worker', counts.workers],
    ['spare', counts.spares],
  ];
  return wanted.flatMap(([role, count]) => {
    if (!Number.isInteger(count) || count < 0 || count > MOST[role]) {
      throw new Error(`a lab has 0 to ${MOST[role]} nodes of role ${role}, not ${count}`);
    }
    return Array.from({ length: count }, (_, index) => ({
      name: role === 'bastion' ? PREFIX[role] : `${PREFIX[role]}-${index + 1}`,
      address: addressIn(subnet, FIRST[role] + index),
      role,
    }));
  });
}

/** The /24 networks a lab may take, the default one first. */
export function candidateSubnets(): string[] {
  return Array.from({ length: 200 }, (_, index) => `10.77.${index}.0/24`);
}
