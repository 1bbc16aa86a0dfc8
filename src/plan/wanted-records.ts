import type { Desired } from '../model/desired.ts';
import { type Machine, machinesOf } from '../model/machine.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { Observed } from '../model/observed.ts';
import type { PlannedOperation } from '../model/plan.ts';
import { recordOf } from '../model/record-of.ts';
import { reachableFacts } from './cluster-identity.ts';
import { existingMachines } from './existing-machines.ts';
import { machineStates } from './machine-states.ts';
import { machineTemplate } from './machine-template.ts';

/** What records its machine itself when it is done, or takes its record away. */
const RECORDING = new Set<string>([
  'prepare-host',
  'init-control-plane',
  'join-control-plane',
  'join-worker',
  'upgrade-node',
  'delete-node',
]);

/** Revision of a machine that was bootstrapped and never recorded, and is to be another one by now. */
const NOT_KNOWN = 'not-known';

/**
 * The record that each machine should have which is bootstrapped and which no operation of the plan records or removes. A
 * machine that was not visited is settled: its own record tells what its host would.
 * @param desired with every owner's hosts decided
 * @param operations of the plan, at least those on machines
 */
export function wantedRecords(
  desired: Desired,
  observed: Observed,
  operations: readonly PlannedOperation[],
  revisionOf: (machine: Machine) => string | undefined,
): MachineRecord[] {
  const states = machineStates(desired, observed);
  const facts = reachableFacts(observed);
  const records = new Map(observed.cluster?.records.map((record) => [record.name, record]));
  const busy = new Set(operations.filter(({ action }) => RECORDING.has(action)).map(({ machine }) => machine));
  const outdated = new Map(existingMachines(desired, observed).map((one) => [one.name, one.outdated]));
  const templates = new Map<string, string | undefined>();
  const templateOf = (owner: string) => {
    if (!templates.has(owner)) templates.set(owner, machineTemplate(desired, owner));
    return templates.get(owner);
  };
  return machinesOf(desired).flatMap((machine) => {
    const { name, host } = machine;
    const record = records.get(name);
    const mark = facts[name]?.machine;
    const identity = mark ?? record;
    if (states[name] !== 'bootstrapped' || busy.has(name) || !identity) return [];
    const domain = host.labels[desired.failureDomainLabel];
    const kept = record?.remediationFor && { remediationFor: record.remediationFor };
    // What is wanted now was not applied to it.
    if (outdated.get(name)) {
      const { revision = NOT_KNOWN, template = mark?.template } = record ?? {};
      return [{ ...recordOf(machine, record ?? identity, domain, revision, template), ...kept }];
    }
    const revision = mark ? (revisionOf(machine) ?? record?.revision) : record?.revision;
    const known = mark || record?.revision === revisionOf(machine);
    const made = recordOf(machine, identity, domain, revision, known ? templateOf(machine.owner) : record?.template);
    return [{ ...made, ...kept }];
  });
}
