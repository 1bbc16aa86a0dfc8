import type { PlacedDocument } from '../placed-document.ts';
import type { Complaint, Problem } from '../problem.ts';
import { fieldsOf } from './cluster-api-object.ts';

const NOWHERE = '';

/**
 * Stands for the Inventory that was not given, so that what is wrong with the documents is told at once. What is complained
 * of in it is what it would have said itself: see `isOfMissing`.
 */
export function missingInventory({ folder }: PlacedDocument): PlacedDocument {
  const value = { apiVersion: 'installer.dev/v1alpha1', kind: 'Inventory', spec: {} };
  const locate = ({ severity, message }: Complaint): Problem => ({
    severity,
    message,
    file: NOWHERE,
    line: 1,
    column: 1,
  });
  return { file: NOWHERE, folder, value, locate };
}

/** Whether a problem is one of the Inventory that was not given. */
export function isOfMissing({ file }: Problem): boolean {
  return file === NOWHERE;
}

/** That there is none, at the document that wants one, with one to begin with. */
export function noInventory({ value }: PlacedDocument): Complaint {
  const { kind } = fieldsOf(value);
  return {
    severity: 'error',
    path: ['kind'],
    at: 'key',
    message: `there is no Inventory beside this ${String(kind)}: nobody says which hosts there are`,
    hint: `Put this into a file, with your hosts, and give it with -f too: ${TO_BEGIN_WITH}`,
  };
}

/** One line, to be pasted as it is. */
const TO_BEGIN_WITH =
  '{ apiVersion: installer.dev/v1alpha1, kind: Inventory, spec: { ssh: { user: ops, privateKeyPath: ~/.ssh/id_ed25519 }, hosts: [ { name: cp-1, address: 192.168.73.11, role: control-plane }, { name: w-1, address: 192.168.73.21, role: worker } ] } }';
