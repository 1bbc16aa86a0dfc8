import type { ExistingMachine } from '../../../src/model/existing-machine.ts';
import { connect } from '../world/sim-host.ts';
import type { Apply, Running } from './running.ts';

/** Takes everything of the cluster off a host; the mark goes last. */
export function* cleanHost({ world, deeds, marks }: Apply, { name, record }: ExistingMachine): Running {
  const host = world.host(name);
  const connected = connect(host);
  if (!connected()) return false;
  const expected = marks.get(name)?.uid ?? record?.uid;
  // What another machine made of it meanwhile is not ours to destroy.
  if (host.mark && host.mark.uid !== expected) return false;
  if (!host.mark && !host.used) return true;
  deeds.wipe(host);
  yield;
  if (!connected()) return false;
  deeds.release(host);
  return true;
}
