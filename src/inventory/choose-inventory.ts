import { fieldsOf } from '../kubeadm/conversion.ts';
import { aList } from './a-list.ts';
import { KINDS } from './cluster-api/kinds.ts';
import { type GivenSecrets, secretData, secretName } from './given-secrets.ts';
import { nearest } from './nearest.ts';
import type { PlacedDocument } from './placed-document.ts';
import type { Problem } from './problem.ts';

const OUR_GROUP = 'installer.dev';
const API_VERSION = `${OUR_GROUP}/v1alpha1`;
export const SUPPORTED = ['Inventory', ...Object.keys(KINDS), 'Secret'];

export interface Choice {
  inventory?: PlacedDocument;
  secrets: GivenSecrets;
  problems: Problem[];
}

/** The one Inventory among the documents; everything else is a problem. With `broken` files, a missing one goes unsaid. */
export function chooseInventory(
  documents: readonly PlacedDocument[],
  files: readonly string[],
  broken: boolean,
): Choice {
  const problems: Problem[] = [];
  const secrets = new Map<string, Record<string, Buffer>>();
  const inventories: PlacedDocument[] = [];
  const secretsAt = new Map<string, PlacedDocument>();
  for (const document of documents) {
    const kind = kindOf(document.value);
    const secret = kind === 'Secret' ? secretName(document.value) : undefined;
    if (kind === 'Inventory') inventories.push(document);
    else if (secret !== undefined) {
      const first = secretsAt.get(secret);
      if (first !== undefined) problems.push(secondSecret(secret, document, first));
      secretsAt.set(secret, document);
      secrets.set(secret, secretData(document.value));
    } else problems.push(notAnInventory(document, kind));
  }
  const [inventory, ...more] = inventories;
  for (const second of more) {
    const first = inventory?.locate({ severity: 'error', path: [], at: 'key', message: '' });
    problems.push(
      second.locate({
        severity: 'error',
        path: ['kind'],
        at: 'value',
        message: 'a second Inventory; there can be one only',
        hint: `The first is at ${first?.file}:${first?.line}. Put the hosts of both into one.`,
      }),
    );
  }
  if (inventory !== undefined) return { inventory, secrets, problems };
  if (problems.length === 0 && !broken) problems.push(nothing(files));
  return { secrets, problems };
}

function secondSecret(name: string, document: PlacedDocument, first: PlacedDocument): Problem {
  const { file, line } = first.locate({ severity: 'error', path: [], at: 'key', message: '' });
  const hint = `The first is at ${file}:${line}. Give only the one that is meant, also of several namespaces.`;
  const path = ['metadata', 'name'];
  return document.locate({ severity: 'error', path, at: 'value', message: `a second Secret ${name}`, hint });
}

function kindOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  return typeof value.kind === 'string' ? value.kind : undefined;
}

function notAnInventory(document: PlacedDocument, kind: string | undefined): Problem {
  const located = (message: string, hint: string): Problem =>
    document.locate({ severity: 'error', path: ['kind'], at: 'value', message, hint });
  if (Array.isArray(document.value)) {
    const { message, hint } = aList(document.value.length);
    return located(message, hint);
  }
  if (kind === undefined) {
    return located(
      'this document has no kind',
      `An inventory begins with:  apiVersion: ${API_VERSION}  kind: Inventory`,
    );
  }
  const meant = nearest(kind, SUPPORTED);
  return located(
    `documents of kind ${kind} are not known`,
    meant === undefined ? unknownKindHint(document.value) : `Did you mean ${meant}?`,
  );
}

/** What is no part of a cluster's description may be meant for the cluster itself; what is Cluster API's never is. */
function unknownKindHint(value: unknown): string {
  const { apiVersion } = fieldsOf(value);
  const [, group] = /^(?:([^/]*)\/)?[^/]+$/.exec(typeof apiVersion === 'string' ? apiVersion : '') ?? [];
  if (group !== undefined && /(^|\.)cluster\.x-k8s\.io$/.test(group)) {
    return `Of Cluster API these are read: ${Object.keys(KINDS).join(', ')}. What only a management cluster uses can be left out.`;
  }
  if (typeof apiVersion === 'string' && group !== OUR_GROUP) {
    return 'What is to be applied to the cluster is listed in the Inventory, as spec.manifests: [FILE], and not given with -f.';
  }
  return `Supported: ${SUPPORTED.join(', ')}.`;
}

function nothing(files: readonly string[]): Problem {
  const file = files[0] === '-' ? '<stdin>' : (files[0] ?? '-f');
  return {
    severity: 'error',
    file,
    line: 1,
    column: 1,
    message: files.length === 0 ? 'no inventory was named' : 'there is nothing in it',
    hint: 'Name an inventory with -f; inventory.example.yaml is one to start from.',
  };
}
