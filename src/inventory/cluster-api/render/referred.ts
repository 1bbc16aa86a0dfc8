import type { Inventory } from '../../inventory.gen.ts';
import { kubeadmSpecs } from '../../kubeadm-specs.ts';
import { pathText } from '../../problem.ts';
import { fieldsOf } from '../cluster-api-object.ts';

/** What a written-out inventory needs beside it, or shows. */
export interface Referred {
  /** Names of Secrets whose documents have to be given along, in the order of the alphabet. */
  secrets: string[];
  /** Where hashes of passwords are written in the clear. */
  hashes: string[];
  /** Relative paths of files. */
  paths: string[];
}

/** Fields of SSH settings that name files, at any depth. */
const FILE_FIELDS = ['privateKeyPath', 'knownHostsFile', 'configFile', 'file', 'age'];

/** What an inventory refers to, as composed of all documents. */
export function referred(inventory: Inventory): Referred {
  const specs = kubeadmSpecs(inventory);
  const secrets = specs.flatMap(({ spec: { files = [], users = [] } }) => [
    ...files.flatMap(({ contentFrom }) => contentFrom?.secret.name ?? []),
    ...users.flatMap(({ passwdFrom }) => passwdFrom?.secret.name ?? []),
  ]);
  const hashes = specs.flatMap(({ spec: { users = [] }, path }) =>
    users.flatMap(({ passwd }, index) => (passwd ? [pathText([...path, 'users', index, 'passwd'])] : [])),
  );
  const { ssh, hosts, bundle, playbooks = [], manifests = [] } = inventory.spec;
  const files = [...(bundle === undefined ? [] : [bundle]), ...playbooks, ...manifests];
  const named = [ssh, ...hosts.map((host) => host.ssh)].flatMap(filesIn);
  const paths = [...files, ...named].filter((path) => !/^[/~]/.test(path));
  return { secrets: [...new Set(secrets)].sort(), hashes, paths: [...new Set(paths)] };
}

function filesIn(settings: unknown): string[] {
  return Object.entries(fieldsOf(settings)).flatMap(([field, value]) => {
    if (typeof value === 'string') return FILE_FIELDS.includes(field) ? [value] : [];
    return filesIn(value);
  });
}
