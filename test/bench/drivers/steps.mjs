// Brings the steps of one playbook about on every host, as the operation prepare-host does: one script per host.
import { applySteps } from '../../../dist/operations/steps-on-host.js';
import { expandPlaybooks } from '../../../dist/playbook/expand.js';
import { parsePlaybook } from '../../../dist/playbook/parse-playbook.js';
import { SAMPLE_CONTEXT } from '../../../dist/playbook/sample-context.js';
import { connectionsTo, readInput } from './hosts.mjs';

const { farm, playbook, expectChanged } = await readInput();
const connections = connectionsTo(farm);
const parsed = parsePlaybook(playbook, 'bench.yaml', {});
if (!parsed.playbook) throw new Error(JSON.stringify(parsed.problems));
const context = { signal: new AbortController().signal, progress: () => {}, step: () => {} };
const changed = await Promise.all(
  farm.hosts.map(({ name, address }) => {
    const host = { ...SAMPLE_CONTEXT.host, name, address, internalAddress: address };
    const steps = expandPlaybooks([parsed.playbook], { ...SAMPLE_CONTEXT, host }, 'prepare');
    return applySteps(connections.host(name), steps, context);
  }),
);
await connections.close();
const wrong = changed.filter((count) => count !== expectChanged);
if (wrong.length > 0) throw new Error(`changed ${wrong.join(', ')} steps on some hosts, expected ${expectChanged}`);
