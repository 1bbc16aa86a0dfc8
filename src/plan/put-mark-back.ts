import { shQuote } from '../kubeadm/sh-text.ts';
import type { MachineMark } from '../model/facts.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import { MARK_PATH } from '../observe/facts/mark.ts';

/** What to type on a machine's host so that it bears its mark again, as the machine's record tells it. */
export function putMarkBack({
  name,
  cluster,
  clusterUid,
  uid,
  role,
  revision,
  version,
  template,
}: MachineRecord): string {
  const mark: MachineMark = {
    apiVersion: 'installer.dev/v1alpha1',
    cluster,
    clusterUid,
    machine: name,
    uid,
    role,
    // A record without a revision is of a join that is not known to have ended well.
    phase: revision === undefined ? 'bootstrapping' : 'bootstrapped',
    bootstrap: role === 'worker' ? 'join-worker' : 'join-control-plane',
    version,
    ...(template !== undefined && { template }),
  };
  // Where a table breaks it into lines, between two fields, it is JSON all the same.
  const fields = Object.entries(mark).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `echo ${shQuote(`{${fields.join(', ')}}`)} | sudo install -D -m 644 /dev/stdin ${MARK_PATH}`;
}
