// Decides about one situation as a forecast does, from which hosts need a visit to the plan's hashes, and tells how long.
import { hash } from '../../../dist/cli/forecast.js';
import { machinesOf } from '../../../dist/model/machine.js';
import { machineRevision } from '../../../dist/plan/machine-revision.js';
import { planCluster, refusePlan } from '../../../dist/plan/plan-cluster.js';
import { preflight } from '../../../dist/plan/preflight/preflight.js';
import { settledMachines } from '../../../dist/plan/settled-machines.js';
import { situationOf } from '../../../dist/plan/situation.js';
import { readInput } from './hosts.mjs';

const { desired, observed } = await readInput();
const revisionOf = (machine) => machineRevision(desired, machine, 'playbooks and bundle', hash);
const revisions = new Map(machinesOf(desired).map((machine) => [machine.name, revisionOf(machine)]));
for (const record of observed.cluster?.records ?? [])
  record.revision = revisions.get(record.name) ?? 'of a host that left';

const started = performance.now();
const settled = settledMachines(desired, observed, revisionOf);
const facts = Object.fromEntries(Object.entries(observed.hosts).map(([name, { facts }]) => [name, facts]));
const input = { desired, observed, manifests: [], hash, revisionOf };
const situation = situationOf(desired, observed);
const isNew = ({ name }) => !settled.has(name) && ['bare', 'claimed'].includes(situation.states[name]);
const creating = new Set(situation.machines.filter(isNew).map(({ name }) => name));
const findings = [
  ...preflight({ desired: situation.desired, facts, cluster: observed.cluster, creating }),
  ...refusePlan(input),
];
const refused = findings.filter(({ severity }) => severity === 'refuse').map(({ message }) => message);
const { operations, summary } = planCluster(input);
console.log(JSON.stringify({ ms: performance.now() - started, operations: operations.length, summary, refused }));
