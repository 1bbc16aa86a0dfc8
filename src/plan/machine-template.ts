import { createHash } from 'node:crypto';
import type { Desired, KubeadmConfigSpec } from '../model/desired.ts';

/** Characters of a hash: enough to tell texts apart, few enough to read. */
const HASH_LENGTH = 12;
/** What kubeadm init is told was told once: a machine that is made now joins. */
const ONLY_AT_INIT = 'initConfiguration';
/** A template that says nothing. */
const EMPTY = '-';

/**
 * What an owner wants of its machines beside their version, as text: a hash of each field of their specification, so that
 * it can be told which ones differ. Of a control plane that of the cluster which goes into kubeadm's ClusterConfiguration
 * too. What Secrets hold is left out, as in Cluster API, where a rollout follows from the reference alone.
 * @param owner `control-plane` or a machine deployment's name
 * @returns undefined where there is no such owner
 */
export function machineTemplate(desired: Desired, owner: string): string | undefined {
  const { controlPlane, machineDeployments, cluster } = desired;
  const spec =
    owner === 'control-plane'
      ? controlPlane.kubeadmConfigSpec
      : machineDeployments.find(({ name }) => name === owner)?.kubeadmConfigSpec;
  if (!spec) return undefined;
  const { endpoint, podCidrs, serviceCidrs, serviceDomain } = cluster;
  const fields = {
    ...withoutSecrets(spec),
    ...(owner === 'control-plane' && { cluster: { endpoint, podCidrs, serviceCidrs, serviceDomain } }),
  };
  const said = Object.entries(fields)
    .filter(([field, value]) => field !== ONLY_AT_INIT && !isEmpty(value))
    .map(([field, value]) => `${field}:${hashOf(value)}`);
  return said.sort().join(' ') || EMPTY;
}

/** Fields in which two templates differ, in the order of the alphabet. */
export function differingFields(one: string, other: string): string[] {
  const [left, right] = [hashes(one), hashes(other)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((field) => left.get(field) !== right.get(field))
    .sort((a, b) => (a < b ? -1 : 1));
}

function hashes(template: string): Map<string, string> {
  const fields = template === EMPTY ? [] : template.split(' ');
  return new Map(fields.map((text): [string, string] => [text.slice(0, text.lastIndexOf(':')), text]));
}

function withoutSecrets({ files, users, ...spec }: KubeadmConfigSpec): KubeadmConfigSpec {
  return {
    ...spec,
    ...(files && { files: files.map(({ content, ...file }) => (file.contentFrom ? file : { ...file, content })) }),
    ...(users && { users: users.map(({ passwd, ...user }) => (user.passwdFrom ? user : { ...user, passwd })) }),
  };
}

/** Not written, or written as nothing: the same. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** The same whatever the order of keys. */
function hashOf(value: unknown): string {
  const sorted = (_key: string, entry: unknown) =>
    entry && typeof entry === 'object' && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry;
  return createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex').slice(0, HASH_LENGTH);
}
