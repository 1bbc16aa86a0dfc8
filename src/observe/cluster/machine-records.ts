import type { MachineRecord } from '../../model/machine-record.ts';
import {
  DELETE_FIRST_ANNOTATION,
  type MachineMarks,
  type MachineResource,
  REMEDIATE_ANNOTATION,
  SKIP_REMEDIATION_ANNOTATION,
} from '../../model/machine-resource.ts';
import { FieldReader } from './field-reader.ts';
import { arrayOf, type Json, objectOf } from './json.ts';
import { recordedSsh } from './recorded-ssh.ts';

/** Records of a list of machines as the API gives it. One that is not understood is left out: nothing is guessed. */
export function machineRecords(list: Json): MachineRecord[] {
  return arrayOf(objectOf(list).items).flatMap((item) => machineRecord(item) ?? []);
}

function machineRecord(item: Json): MachineRecord | undefined {
  const resource = new FieldReader(item);
  const metadata = resource.within('metadata');
  const annotations = metadata.within('annotations');
  const record = {
    name: metadata.text('name'),
    ...specOf(resource.within('spec')),
    createdAt: metadata.text('creationTimestamp'),
    ...marksOf(resource.within('status')),
    ...(annotations.has(DELETE_FIRST_ANNOTATION) && { deleteFirst: true }),
    ...(annotations.has(SKIP_REMEDIATION_ANNOTATION) && { skipRemediation: true }),
    ...(annotations.has(REMEDIATE_ANNOTATION) && { remediate: true }),
  };
  return resource.understood ? record : undefined;
}

function specOf(spec: FieldReader): MachineResource['spec'] {
  const text = (name: string) => spec.text(name);
  const host = spec.within('host');
  return {
    uid: spec.text('uid'),
    cluster: spec.text('cluster'),
    clusterUid: spec.text('clusterUid'),
    role: spec.oneOf('role', ['control-plane', 'worker']),
    owner: spec.text('owner'),
    version: spec.text('version'),
    ...spec.optional('revision', text),
    ...spec.optional('template', text),
    host: {
      address: host.text('address'),
      internalAddress: host.text('internalAddress'),
      labels: host.texts('labels'),
      ssh: recordedSsh(host.within('ssh')),
    },
    ...spec.optional('failureDomain', text),
    ...spec.optional('remediationFor', (name) => {
      const told = spec.within(name);
      return {
        machine: told.text('machine'),
        timestamp: told.text('timestamp'),
        retryCount: told.number('retryCount'),
      };
    }),
  };
}

function marksOf(status: FieldReader): MachineMarks {
  return {
    ...status.optional('deletion', (name) => {
      const deletion = status.within(name);
      return { since: deletion.text('since'), reason: deletion.text('reason') };
    }),
    ...(status.has('toBeCleaned') && status.flag('toBeCleaned') && { toBeCleaned: true }),
  };
}
