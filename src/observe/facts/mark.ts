import type { HostFacts, MachineMark } from '../../model/facts.ts';
import { shown } from '../../model/shown.ts';
import type { FactSection } from '../section.ts';

/** Path of our own mark on a host. */
export const MARK_PATH = '/etc/installer/machine.json';

type Mark = Pick<HostFacts, 'machine' | 'machineUnreadable'>;

const PHASES: readonly string[] = ['claimed', 'bootstrapping', 'bootstrapped'] satisfies MachineMark['phase'][];
const ROLES: readonly string[] = ['control-plane', 'worker'] satisfies MachineMark['role'][];
const BOOTSTRAPS: readonly string[] = [
  'init',
  'join-control-plane',
  'join-worker',
] satisfies MachineMark['bootstrap'][];

/** Whom the host serves. */
export const mark: FactSection<Mark> = {
  files: [MARK_PATH],
  exists: [MARK_PATH],
  parse(seen) {
    if (!seen.exists(MARK_PATH)) return {};
    return parseMark(seen.file(MARK_PATH).join('\n'));
  },
};

/** Reads the text of a machine mark; a mark that is not understood is never taken for none. */
export function parseMark(text: string): Mark {
  if (text.trim() === '') return { machineUnreadable: 'empty, or not readable by the login user' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { machineUnreadable: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const wrong = firstFault(value);
  return wrong === undefined ? { machine: value as MachineMark } : { machineUnreadable: wrong };
}

function firstFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object';
  const fields: Record<string, unknown> = { ...value };
  if (fields.apiVersion !== 'installer.dev/v1alpha1') return `apiVersion ${shown(fields.apiVersion)} is unknown`;
  for (const name of ['cluster', 'clusterUid', 'machine', 'uid', 'version']) {
    if (typeof fields[name] !== 'string') return `${name} is not a string`;
  }
  if (fields.template !== undefined && typeof fields.template !== 'string') return 'template is not a string';
  if (!isOneOf(ROLES, fields.role)) return `role ${shown(fields.role)} is unknown`;
  if (!isOneOf(PHASES, fields.phase)) return `phase ${shown(fields.phase)} is unknown`;
  if (fields.bootstrap !== undefined && !isOneOf(BOOTSTRAPS, fields.bootstrap)) {
    return `bootstrap ${shown(fields.bootstrap)} is unknown`;
  }
  return fields.upgrading === undefined || isBegun(fields.upgrading) ? undefined : 'upgrading does not say to what';
}

function isBegun(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { version, template }: Record<string, unknown> = { ...value };
  return typeof version === 'string' && (template === undefined || typeof template === 'string');
}

function isOneOf(known: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && known.includes(value);
}
