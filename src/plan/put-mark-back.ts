import { shQuote } from '../kubeadm/sh-text.ts';
import type { MachineMark } from '../model/facts.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import { MACHINES } from '../model/machine-resource.ts';
import { MARK_PATH } from '../observe/facts/mark.ts';

const INSTALL = `sudo install -D -m 644 /dev/stdin ${MARK_PATH}`;

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
  return `echo ${shQuote(`{${fieldsOf(mark)}}`)} | ${INSTALL}`;
}

/** The same on a control plane whose cluster has not told its records: kubectl reads the record there. */
export function readMarkBack(name: string): string {
  const field = (path: string) => `{{.spec.${path}}}`;
  const fields = fieldsOf({
    apiVersion: 'installer.dev/v1alpha1',
    cluster: field('cluster'),
    clusterUid: field('clusterUid'),
    machine: '{{.metadata.name}}',
    uid: field('uid'),
    role: field('role'),
    phase: 'bootstrapped',
    version: field('version'),
  });
  // A record of before there were templates has none.
  const template = `{{with .spec.template}}, ${fieldsOf({ template: '{{.}}' })}{{end}}`;
  const kubectl = 'sudo kubectl --kubeconfig /etc/kubernetes/admin.conf';
  return `${kubectl} get ${MACHINES} ${name} -o go-template=${shQuote(`{${fields}${template}}`)} | ${INSTALL}`;
}

/** Where a table breaks it into lines, between two fields, it is JSON all the same. */
function fieldsOf(mark: object): string {
  return Object.entries(mark)
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(', ');
}
