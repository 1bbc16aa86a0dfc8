import { SUPPORTED } from '../choose-inventory.ts';
import { nearest } from '../nearest.ts';
import type { PlacedDocument } from '../placed-document.ts';
import { fieldsOf } from './cluster-api-object.ts';
import { Findings } from './findings.ts';
import { isClusterApiKind, KINDS } from './kinds.ts';
import { readObject } from './read-object.ts';

const GROUPS = ['', ...Object.values(KINDS).flatMap(({ groups }) => groups)];

/** Whether a document was meant to be one that others may refer to, but cannot be read as such. */
export function isUnreadable(document: PlacedDocument): boolean {
  const { apiVersion, kind } = fieldsOf(document.value);
  if (typeof kind !== 'string') return true;
  if (isClusterApiKind(kind)) return readObject(document, kind, new Findings()) === undefined;
  if (SUPPORTED.includes(kind)) return false;
  const group = typeof apiVersion === 'string' ? apiVersion.split('/').slice(0, -1).join('/') : '';
  return GROUPS.includes(group) && nearest(kind, SUPPORTED) !== undefined;
}
