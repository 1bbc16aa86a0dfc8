import type { PlacedDocument } from '../placed-document.ts';
import { type ClusterApiObject, fieldsOf, textFields } from './cluster-api-object.ts';
import type { Findings } from './findings.ts';
import { API_VERSIONS, type ApiVersion, type ClusterApiKind, KINDS } from './kinds.ts';

/** The envelope of a Cluster API document: apiVersion, kind and name. Undefined, with an error, where one of them will not do. */
export function readObject(
  document: PlacedDocument,
  kind: ClusterApiKind,
  findings: Findings,
): ClusterApiObject | undefined {
  const value = fieldsOf(document.value);
  const version = readVersion(document, value.apiVersion, kind, findings);
  const metadata = fieldsOf(value.metadata);
  const { name, namespace } = metadata;
  if (name !== undefined && name !== null && typeof name !== 'string') {
    const hint = typeof name === 'object' ? 'References find it by its name.' : `Put it in quotes: "${name}"`;
    findings.error(document, ['metadata', 'name'], `the name of this ${kind} must be text`, hint);
    return undefined;
  }
  if (typeof name !== 'string' || name === '') {
    findings.errorAtKey(
      document,
      ['metadata', 'name'],
      `this ${kind} has no metadata.name`,
      'References find it by its name.',
    );
    return undefined;
  }
  if (version === undefined) return undefined;
  return {
    document,
    kind,
    version,
    name,
    ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
    labels: textFields(metadata.labels),
    annotations: textFields(metadata.annotations),
    value,
  };
}

function readVersion(
  document: PlacedDocument,
  written: unknown,
  kind: ClusterApiKind,
  findings: Findings,
): ApiVersion | undefined {
  const { groups } = KINDS[kind];
  const example = `${groups[0]}/v1beta1`;
  if (typeof written !== 'string' || written === '') {
    findings.errorAtKey(document, ['kind'], `this ${kind} has no apiVersion`, `For example: apiVersion: ${example}`);
    return undefined;
  }
  const [group = '', version = ''] = written.split('/');
  const known = API_VERSIONS.find((each) => each === version);
  if (!groups.includes(group)) {
    const hint = `For example: apiVersion: ${groups[0]}/${known ?? 'v1beta1'}`;
    findings.error(document, ['apiVersion'], `${kind} is of the API group ${groups[0]}, not ${group}`, hint);
    return undefined;
  }
  if (known !== undefined) return known;
  const hint = `Known: ${API_VERSIONS.join(', ')}.`;
  findings.error(document, ['apiVersion'], `${written} is not known`, hint);
  return undefined;
}
