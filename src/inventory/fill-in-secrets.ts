import { fieldsOf } from '../kubeadm/conversion.ts';
import type { GivenSecrets } from './given-secrets.ts';
import type { Complaint, DocumentPath } from './problem.ts';

export interface FilledIn {
  /** A copy with `content` and `passwd` beside the `contentFrom` and `passwdFrom` that say where they come from. */
  value: unknown;
  /** About secrets that are not there. Nothing secret in them. */
  complaints: Complaint[];
}

/**
 * Takes what kubeadmConfigSpecs of an inventory want from Secrets out of those that were given along. Pure.
 * @param incomplete some document could not be read: that a Secret is missing goes unsaid
 */
export function fillInSecrets(inventory: unknown, given: GivenSecrets, incomplete: boolean): FilledIn {
  const value: unknown = structuredClone(inventory);
  const complaints: Complaint[] = [];
  const complain = (path: DocumentPath, message: string, hint: string, missing = false): void => {
    if (!missing || !incomplete) complaints.push({ severity: 'error', path, at: 'value', message, hint });
  };
  for (const { spec, path } of kubeadmConfigSpecs(value)) {
    for (const [index, file] of records(spec.files)) {
      const at = [...path, 'files', index, 'contentFrom'];
      const bytes = secretAt(file.contentFrom, at, given, complain);
      if (bytes !== undefined && file.content !== undefined) complaints.push(twice(at, 'content'));
      if (bytes !== undefined) Object.assign(file, asContent(bytes, file.encoding));
    }
    for (const [index, user] of records(spec.users)) {
      const at = [...path, 'users', index, 'passwdFrom'];
      const bytes = secretAt(user.passwdFrom, at, given, complain);
      if (bytes !== undefined && user.passwd !== undefined) complaints.push(twice(at, 'passwd'));
      if (bytes !== undefined) user.passwd = bytes.toString('utf8').trim();
    }
  }
  return { value, complaints };
}

function twice(path: DocumentPath, field: string): Complaint {
  const message = `${field} and ${String(path.at(-1))} both say what it is`;
  return { severity: 'error', path, at: 'key', message, hint: 'Remove one of them.' };
}

/** Every kubeadmConfigSpec of an inventory, and where it stands. */
function kubeadmConfigSpecs(inventory: unknown): { spec: Record<string, unknown>; path: DocumentPath }[] {
  const { controlPlane, machineDeployments, machinePools } = fieldsOf(fieldsOf(inventory).spec);
  const own = (owner: unknown, path: DocumentPath) => ({
    spec: fieldsOf(fieldsOf(owner).kubeadmConfigSpec),
    path: ['spec', ...path, 'kubeadmConfigSpec'],
  });
  return [
    own(controlPlane, ['controlPlane']),
    ...records(machineDeployments).map(([index, owner]) => own(owner, ['machineDeployments', index])),
    ...records(machinePools).map(([index, owner]) => own(owner, ['machinePools', index])),
  ];
}

function records(list: unknown): [number, Record<string, unknown>][] {
  return Array.isArray(list) ? list.map((entry, index) => [index, fieldsOf(entry)]) : [];
}

function secretAt(
  from: unknown,
  path: DocumentPath,
  given: GivenSecrets,
  complain: (path: DocumentPath, message: string, hint: string, missing?: boolean) => void,
): Buffer | undefined {
  const { name, key } = fieldsOf(fieldsOf(from).secret);
  // What names no Secret is not of the form that the schema asks for, which says so.
  if (typeof name !== 'string' || typeof key !== 'string') return undefined;
  const secret = given.get(name);
  const at = [...path, 'secret'];
  if (secret === undefined) {
    const known = given.size === 0 ? 'none is' : `there are ${[...given.keys()].sort().join(', ')}`;
    const message = `the Secret ${name} is not among the documents given (${known})`;
    const hint = 'Give its manifest along with -f: there is no cluster yet to read it from.';
    complain([...at, 'name'], message, hint, true);
    return undefined;
  }
  if (Object.hasOwn(secret, key)) return secret[key];
  const keys = Object.keys(secret).sort().join(', ');
  const hint = keys === '' ? 'It has none: data and stringData hold texts by key.' : `Its keys are ${keys}.`;
  complain([...at, 'key'], `the Secret ${name} has no key ${key}`, hint);
  return undefined;
}

/** The bytes of a Secret are what `encoding` speaks of; those that are no text travel in base64. */
function asContent(bytes: Buffer, encoding: unknown): { content: string; encoding?: string } {
  const text = bytes.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return { content: text };
  return { content: bytes.toString('base64'), encoding: encoding === 'gzip' ? 'gzip+base64' : 'base64' };
}
