import { type Conversion, type Fields, warnTooNew } from './conversion.ts';

/** Fields of Init- and JoinConfiguration that came after v1beta2, with 1.22. */
const SINCE_V1BETA3 = ['skipPhases', 'patches'];

/** `given` without the fields that the target API does not have; says which. */
export function supportedFields(given: Fields, conversion: Conversion, path: string): Fields {
  const { dryRun, ...fields } = given;
  if (dryRun === true) conversion.warn(`${path}.dryRun`, 'not used: installer plan is the dry run');
  for (const name of conversion.api === 'kubeadm.k8s.io/v1beta2' ? SINCE_V1BETA3 : []) {
    if (fields[name] !== undefined) warnTooNew(conversion, `${path}.${name}`, '1.22');
    delete fields[name];
  }
  return fields;
}
