import { type Conversion, type Fields, warnTooNew } from './conversion.ts';

/** Fields of Init- and JoinConfiguration that came after v1beta2. */
const SINCE = new Map([
  ['skipPhases', '1.22'],
  ['patches', '1.22'],
  ['dryRun', '1.31'],
]);

/** `given` without the fields that the target API does not have; says which. */
export function supportedFields(given: Fields, conversion: Conversion, path: string): Fields {
  const fields: Fields = {};
  for (const [name, value] of Object.entries(given)) {
    const since = SINCE.get(name);
    if (since !== undefined && isTooNew(since, conversion)) warnTooNew(conversion, `${path}.${name}`, since);
    else fields[name] = value;
  }
  return fields;
}

function isTooNew(since: string, { api }: Conversion): boolean {
  return since === '1.22' ? api === 'kubeadm.k8s.io/v1beta2' : api !== 'kubeadm.k8s.io/v1beta4';
}
