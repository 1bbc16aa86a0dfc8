import { fieldsOf } from '../kubeadm/conversion.ts';
import type { GivenSecrets } from './given-secrets.ts';
import type { Complaint, DocumentPath } from './problem.ts';

export interface FilledIn {
  /** A copy with `content` and `passwd` beside the `contentFrom` and `passwdFrom` that say where they come from. */
  value: unknown;
  /** About secrets that are not there. Nothing secret in them. */
  complaints: Complaint[];
}

/** Takes what kubeadmConfigSpecs of an inventory want from Secrets out of those that were given along. Pure. */
export function fillInSecrets(inventory: unknown, given: GivenSecrets): FilledIn {
  const value: unknown = structuredClone(inventory);
  const complaints: Complaint[] = [];
  for (const { spec, path } of kubeadmConfigSpecs(value)) {
    for (const [index, file] of records(spec.files)) {
      const at = [...path, 'files', index, 'contentFrom'];
      const bytes = secretAt(file.contentFrom, at, given, complaints);
      if (bytes !== undefined && file.content !== undefined) complaints.push(twice(at, 'content'));
      if (bytes !== undefined) Object.assign(file, asContent(bytes, file.encoding));
    }
    for (const [index, user] of records(spec.users)) {
      const at = [...path, 'users', index, 'passwdFrom'];
      const bytes = secretAt(user.passwdFrom, at, given, complaints);
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

function secretAt(from: unknown, path: DocumentPath, given: GivenSecrets, complaints: Complaint[]): Buffer | undefined {
  if (from === undefined || from === null) return undefined;
  const { name, key } = fieldsOf(fieldsOf(from).secret);
  const complain = (message: string, hint: string): undefined => {
    complaints.push({ severity: 'error', path, at: 'value', message, hint });
  };
  if (typeof name !== 'string' || typeof key !== 'string') {
    return complain(`${path.at(-1)} names no Secret`, 'Write secret: { name: NAME, key: KEY }.');
  }
  const secret = given.get(name);
  if (secret === undefined) {
    const known = given.size === 0 ? 'none is' : `there are ${[...given.keys()].sort().join(', ')}`;
    return complain(
      `the Secret ${name} is not among the documents given (${known})`,
      'Give its manifest along with -f: there is no cluster yet to read it from.',
    );
  }
  if (Object.hasOwn(secret, key)) return secret[key];
  return complain(`the Secret ${name} has no key ${key}`, `Its keys are ${Object.keys(secret).sort().join(', ')}.`);
}

/** The bytes of a Secret are what `encoding` speaks of; those that are no text travel in base64. */
function asContent(bytes: Buffer, encoding: unknown): { content: string; encoding?: string } {
  const text = bytes.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return { content: text };
  return { content: bytes.toString('base64'), encoding: encoding === 'gzip' ? 'gzip+base64' : 'base64' };
}
