import type { PlacedDocument } from '../../placed-document.ts';
import { fieldsOf } from '../cluster-api-object.ts';
import { generated } from './generated.ts';
import type { Said } from './said.ts';
import type { Topology } from './topology.ts';

/** v1beta1, v1beta2 */
const SPELLINGS = ['machineHealthCheck', 'healthCheck'];
const SWITCHES = ['enable', 'enabled'];

/**
 * The MachineHealthCheck of an owner: what the topology says of it, and where that is nothing what the class does; none where
 * nobody says anything, or the topology turns it off.
 * @param says what each of topology and class says of a field, the topology first
 */
export function healthCheckOf(
  owner: string,
  labels: Readonly<Record<string, string>>,
  says: readonly ((field: string) => Said)[],
  topology: Topology,
): PlacedDocument | undefined {
  const written = says.map((say) =>
    SPELLINGS.map((field) => say(field)).find(({ value }) => Object.keys(fieldsOf(value)).length > 0),
  );
  const [ours] = written;
  const switches = SWITCHES.map((name) => fieldsOf(ours?.value)[name]).filter((each) => each !== undefined);
  if (switches.includes(false)) return undefined;
  const check = written.find((said) => said !== undefined && checksOf(said).length > 0);
  if (check === undefined) return undefined;
  const made = generated('cluster.x-k8s.io/v1beta1', 'MachineHealthCheck', owner, check.origin, topology);
  const { document, path } = check.origin;
  made.set(['spec', 'selector', 'matchLabels'], labels, document, path);
  for (const [field, value] of checksOf(check)) {
    // How many are replaced at a time is said to the deployment.
    const { maxInFlight: _, ...rest } = fieldsOf(value);
    made.set(['spec', field], structuredClone(field === 'remediation' ? rest : value), document, [...path, field]);
  }
  return { ...made.placed(), derived: true };
}

function checksOf({ value }: Said): [string, unknown][] {
  return Object.entries(fieldsOf(value)).filter(([field]) => !SWITCHES.includes(field));
}
