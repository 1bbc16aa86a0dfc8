import { fieldsOf } from '../cluster-api-object.ts';
import { CORE, type Manifest, manifest, type RenderedVersion, type Style } from './manifest.ts';
import type { Rest } from './rest.ts';
import { wholeSeconds } from './time.ts';

interface Spelling {
  v1beta1: readonly string[];
  v1beta2: string;
  /** The value as the other version writes it; undefined: it cannot say that. */
  convert: (value: unknown, version: RenderedVersion) => unknown;
}

const same = (value: unknown): unknown => value;

/** The same in both versions; the first name is the one that is written. */
const SPELLINGS: readonly Spelling[] = [
  {
    v1beta1: ['unhealthyConditions', 'unhealthyNodeConditions'],
    v1beta2: 'checks.unhealthyNodeConditions',
    convert: conditions,
  },
  { v1beta1: ['unhealthyMachineConditions'], v1beta2: 'checks.unhealthyMachineConditions', convert: conditions },
  { v1beta1: ['nodeStartupTimeout'], v1beta2: 'checks.nodeStartupTimeoutSeconds', convert: time },
  { v1beta1: ['maxUnhealthy'], v1beta2: 'remediation.triggerIf.unhealthyLessThanOrEqualTo', convert: same },
  { v1beta1: ['unhealthyRange'], v1beta2: 'remediation.triggerIf.unhealthyInRange', convert: same },
];

/**
 * A MachineHealthCheck.
 * @param rest an entry of spec.machineHealthChecks, of which the Inventory keeps what is not taken
 */
export function renderHealthCheck(name: string, rest: Rest, style: Style): Manifest {
  const spec: Record<string, unknown> = { clusterName: style.cluster, selector: rest.take('selector') };
  for (const { v1beta1, v1beta2, convert } of SPELLINGS) {
    const written = [...v1beta1, v1beta2].filter((place) => rest.peek(place) !== undefined);
    const [from] = written;
    // What is said twice is left as it is: one of the two wins.
    if (from === undefined || written.length > 1) continue;
    const value = convert(rest.peek(from), style.version);
    if (value === undefined) continue;
    rest.take(from);
    if (Array.isArray(value) && value.length === 0) continue;
    put(spec, style.version === 'v1beta2' ? v1beta2 : (v1beta1[0] ?? v1beta2), value);
  }
  return manifest(style, CORE, 'MachineHealthCheck', name, spec);
}

function time(value: unknown, version: RenderedVersion): unknown {
  if (version === 'v1beta1') return typeof value === 'number' ? `${value}s` : value;
  return typeof value === 'number' ? value : wholeSeconds(value);
}

function conditions(value: unknown, version: RenderedVersion): unknown {
  if (!Array.isArray(value)) return undefined;
  const converted = value.map((condition) => {
    const { timeout, timeoutSeconds, ...rest } = fieldsOf(condition);
    const written = timeoutSeconds ?? timeout;
    if (written === undefined) return rest;
    const other = time(written, version);
    return other === undefined ? undefined : { ...rest, [version === 'v1beta1' ? 'timeout' : 'timeoutSeconds']: other };
  });
  return converted.includes(undefined) ? undefined : converted;
}

function put(object: Record<string, unknown>, place: string, value: unknown): void {
  const [field = '', ...rest] = place.split('.');
  if (rest.length === 0) {
    object[field] = value;
    return;
  }
  const inner = { ...fieldsOf(object[field]) };
  put(inner, rest.join('.'), value);
  object[field] = inner;
}
