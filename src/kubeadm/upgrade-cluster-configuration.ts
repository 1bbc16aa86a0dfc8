import { parse, stringify } from 'yaml';
import { type Fields, fieldsOf } from './conversion.ts';
import { clusterConfigurationFor } from './documents.ts';
import { withoutEmptyValues } from './empty-values.ts';
import type { KubeadmInput } from './input.ts';

/**
 * The ClusterConfiguration that ConfigMap kubeadm-config is to hold for the inventory's version and specification, where
 * joining machines and `kubeadm upgrade` read it. Undefined: it says the same already, kubeadm's own defaults aside.
 * @param existing as the ConfigMap holds it
 * @throws InstallerError `inventory-invalid` when the specification cannot be expressed for this Kubernetes version
 */
export function changedClusterConfiguration(input: KubeadmInput, existing: string): string | undefined {
  const there = read(existing);
  const wanted = keepSkippedAddons(clusterConfigurationFor(input), there);
  if (canonical(wanted) === canonical(there)) return undefined;
  return stringify(wanted, { compat: 'yaml-1.1', lineWidth: 0 });
}

/** A mapping of YAML text; an empty one where it cannot be read. */
function read(text: string): Fields {
  try {
    return fieldsOf(parse(text));
  } catch {
    return {};
  }
}

/** An addon that was skipped at init is noted here by kubeadm (1.31 and later), not in the inventory. */
function keepSkippedAddons(wanted: Fields, there: Fields): Fields {
  const kept = { ...wanted };
  if (wanted.apiVersion !== 'kubeadm.k8s.io/v1beta4') return kept;
  for (const addon of ['dns', 'proxy']) {
    const { disabled } = fieldsOf(there[addon]);
    if (disabled !== undefined) kept[addon] = { disabled, ...fieldsOf(wanted[addon]) };
  }
  return kept;
}

/** What kubeadm fills in where nothing is said (defaults.go of v1beta2 to v1beta4), by path. */
const DEFAULTS: readonly (readonly [path: readonly string[], values: readonly unknown[]])[] = [
  [['certificatesDir'], ['/etc/kubernetes/pki']],
  [['imageRepository'], ['k8s.gcr.io', 'registry.k8s.io']],
  [['dns', 'type'], ['CoreDNS']],
  [['apiServer', 'timeoutForControlPlane'], ['4m0s']],
  [['apiServer', 'extraArgs', 'authorization-mode'], ['Node,RBAC']],
  [['etcd', 'local', 'dataDir'], ['/var/lib/etcd']],
  [['networking', 'dnsDomain'], ['cluster.local']],
  [['caCertificateValidityPeriod'], ['87600h0m0s']],
  [['certificateValidityPeriod'], ['8760h0m0s']],
  [['encryptionAlgorithm'], ['RSA-2048']],
];

function canonical(configuration: Fields): string {
  const bare = DEFAULTS.reduce((fields, [path, values]) => without(fields, path, values), configuration);
  return JSON.stringify(withoutEmptyMappings(withoutEmptyValues(bare)), sortedKeys);
}

function without(fields: Fields, [key = '', ...rest]: readonly string[], values: readonly unknown[]): Fields {
  if (!(key in fields)) return fields;
  const { [key]: value, ...others } = fields;
  if (rest.length > 0) return { ...others, [key]: without(fieldsOf(value), rest, values) };
  return values.includes(value) ? others : fields;
}

/** withoutEmptyValues keeps an empty extraArgs. */
function withoutEmptyMappings(fields: Fields): Fields {
  const entries = Object.entries(fields).map(([key, value]) => {
    const mapping = typeof value === 'object' && value !== null && !Array.isArray(value);
    return [key, mapping ? withoutEmptyMappings(fieldsOf(value)) : value] as const;
  });
  return Object.fromEntries(
    entries.filter(([, value]) => JSON.stringify(value) !== '{}' && JSON.stringify(value) !== '[]'),
  );
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
