import { signsOfLife } from '../model/cluster-traces.ts';
import type { ExistingMachine } from '../model/existing-machine.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import { machineState } from '../model/machine-state.ts';
import type { NodeView, ObservedHost } from '../model/observed.ts';
import { MARK_PATH } from '../observe/facts/mark.ts';

/** Of the machine that a host is asked about. */
export interface Asked {
  name: string;
  cluster: string;
  /** Of this life of the cluster. */
  clusterUid: string | undefined;
  record: MachineRecord | undefined;
  node: NodeView | undefined;
}

/** The host as it tells itself. */
export interface WhoseHost extends Pick<ExistingMachine, 'state' | 'doubt' | 'otherHost'> {
  /** Of this machine. */
  mark?: MachineMark;
}

/** Whom a host serves. One whose mark names another machine is that one's: for this machine it counts as a stranger. */
export function whoseHost(host: ObservedHost | undefined, asked: Asked): WhoseHost {
  if (!host?.reachable) return {};
  const { facts } = host;
  const mark = facts.machine;
  const state = machineState(facts, asked.cluster, asked.clusterUid);
  if (state === 'foreign') {
    const doubt = doubtOf(facts, asked);
    return { state, ...(doubt !== undefined && { doubt }) };
  }
  if (mark && mark.machine !== asked.name) return { state: 'foreign' };
  const otherHost = differences(facts, asked.node);
  return { state, ...(mark && { mark }), ...(otherHost.length > 0 && { otherHost }) };
}

/** Only a mark that can be read, and names somebody else, says that nothing of this machine is left there. */
function doubtOf(facts: HostFacts, { record }: Asked): string | undefined {
  const { machine: mark, machineUnreadable } = facts;
  if (machineUnreadable !== undefined) return `its ${MARK_PATH} cannot be read (${machineUnreadable})`;
  if (!mark) return `its ${MARK_PATH} is gone, and it bears ${signsOfLife(facts).join(', ')}`;
  if (mark.uid !== record?.uid) return undefined;
  return `its ${MARK_PATH} has the uid of this machine, but names another cluster: ${mark.cluster}, ${mark.clusterUid}`;
}

/**
 * What says that the host is another one than the machine's Node was registered on. A machine-id is made anew when the same
 * hardware is installed anew. Kubelets of hosts without one report an empty text.
 */
function differences({ machineId, productUuid }: HostFacts, node: NodeView | undefined): string[] {
  const same = (one: string | undefined, other: string | undefined) =>
    one && other ? one.toLowerCase() === other.toLowerCase() : undefined;
  const sameHardware = same(productUuid, node?.systemUuid);
  if (sameHardware) return [];
  return [
    ...(same(machineId, node?.machineId) === false ? ['machine-id'] : []),
    ...(sameHardware === false ? ['product_uuid'] : []),
  ];
}
