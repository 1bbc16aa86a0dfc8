import { type ExistingMachine, runsNothing } from '../../../src/model/existing-machine.ts';
import { connect } from '../world/sim-host.ts';
import { type Apply, drained, type Running } from './running.ts';

/** Takes everything of the cluster off a host; the mark goes last. */
export function* cleanHost(apply: Apply, machine: ExistingMachine): Running {
  const { world, deeds, marks } = apply;
  const { name, record } = machine;
  const host = world.host(name);
  const connected = connect(host);
  if (!connected()) return false;
  const expected = marks.get(name)?.uid ?? record?.uid;
  // What another machine made of it meanwhile is not ours to destroy.
  if (host.mark && host.mark.uid !== expected) return false;
  if (!host.mark && !host.used) return true;
  // What happens between the last look and the deed is nobody's to know.
  if (!runsNothing(machine) && !(yield* drained(apply, name))) return false;
  if (!connected()) return false;
  deeds.wipe(host);
  yield;
  if (!connected()) return false;
  deeds.release(host);
  return true;
}
