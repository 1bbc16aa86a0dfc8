import type { MachineRecord } from './machine-record.ts';

/** The custom resource that records are kept as: `kubectl get machines.installer.dev`. Cluster-scoped. */
export const MACHINE_RESOURCE = {
  group: 'installer.dev',
  version: 'v1alpha1',
  kind: 'Machine',
  listKind: 'MachineList',
  plural: 'machines',
  singular: 'machine',
} as const;

/** As kubectl names it, so that it is never taken for Cluster API's `machines.cluster.x-k8s.io`. */
export const MACHINES = `${MACHINE_RESOURCE.plural}.${MACHINE_RESOURCE.group}`;

export const MACHINE_API_VERSION = `${MACHINE_RESOURCE.group}/${MACHINE_RESOURCE.version}`;

/** Cluster API's annotation (api/core/v1beta2, DeleteMachineAnnotation): its presence alone counts. */
export const DELETE_FIRST_ANNOTATION = 'cluster.x-k8s.io/delete-machine';
/** The same of SkipRemediationAnnotation and RemediateMachineAnnotation; here also on Nodes. */
export const SKIP_REMEDIATION_ANNOTATION = 'cluster.x-k8s.io/skip-remediation';
export const REMEDIATE_ANNOTATION = 'cluster.x-k8s.io/remediate-machine';

/**
 * A record as Kubernetes keeps it. `spec` is what was put there when the machine was made or changed; `status` is what
 * marks it on its way out, written by patches alone, so that putting a record again never takes a mark away.
 */
export interface MachineResource {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: Omit<MachineRecord, keyof MachineMarks | Annotated | 'name' | 'createdAt'>;
}

/** What annotations say. */
type Annotated = 'deleteFirst' | 'skipRemediation' | 'remediate';

/** The `status` of the resource. */
export type MachineMarks = Pick<MachineRecord, 'deletion' | 'toBeCleaned'>;

/** What is put into the cluster for a record; its marks are not part of it. */
export function machineResource(record: MachineRecord): MachineResource {
  const { uid, cluster, clusterUid, role, owner, version, revision, template, host, failureDomain, remediationFor } =
    record;
  const { address, internalAddress, labels, ssh } = host;
  return {
    apiVersion: MACHINE_API_VERSION,
    kind: MACHINE_RESOURCE.kind,
    metadata: { name: record.name },
    spec: {
      cluster,
      clusterUid,
      uid,
      role,
      owner,
      version,
      revision,
      template,
      failureDomain,
      remediationFor,
      host: { address, internalAddress, labels, ssh },
    },
  };
}
