import { expect, it } from 'vitest';
import { readText } from './cases.ts';

const INVENTORY = `
apiVersion: installer.dev/v1alpha1
kind: Inventory
metadata: { name: b-cluster }
spec:
  cluster: { controlPlaneEndpoint: { host: 192.168.73.192 } }
  controlPlane: { version: v1.34.2 }
  hosts:
    - { name: cp-1, address: 192.168.73.11, role: control-plane }
    - { name: w-1, address: 192.168.73.21, role: worker }
    - { name: w-2, address: 192.168.73.22, role: worker }
    - { name: w-3, address: 192.168.73.23, role: worker }
`;

async function desiredWith(...lines: string[]) {
  const { read, problems } = await readText(INVENTORY + lines.map((line) => `  ${line}\n`).join(''));
  if (!read) throw new Error(problems.map(({ message }) => message).join('\n'));
  return read.desired;
}

const ALL = '{ matchLabels: { cluster.x-k8s.io/cluster-name: b-cluster } }';
const defaults = {
  name: 'a',
  selector: { matchLabels: { 'cluster.x-k8s.io/cluster-name': 'b-cluster' } },
  unhealthyNodeConditions: [],
  unhealthyMachineConditions: [],
  nodeStartupTimeoutMs: 600_000,
  maxUnhealthy: '100%',
};
const unknown = { type: 'Ready', status: 'Unknown', timeoutMs: 300_000 };

it.each<[string, string, object]>([
  ['nothing but what has to be', '', {}],
  [
    'conditions of v1beta1',
    'unhealthyConditions: [{ type: Ready, status: Unknown, timeout: 5m }]',
    { unhealthyNodeConditions: [unknown] },
  ],
  [
    'conditions of v1beta2, which win',
    'unhealthyConditions: [{ type: X, status: "True" }], checks: { unhealthyNodeConditions: [{ type: Ready, status: Unknown, timeoutSeconds: 300 }] }',
    { unhealthyNodeConditions: [unknown] },
  ],
  [
    'conditions of machines, at once',
    'unhealthyMachineConditions: [{ type: NodeReady, status: "False" }]',
    { unhealthyMachineConditions: [{ type: 'NodeReady', status: 'False', timeoutMs: 0 }] },
  ],
  ['a startup timeout', 'nodeStartupTimeout: 1h30m', { nodeStartupTimeoutMs: 5_400_000 }],
  ['none', 'nodeStartupTimeout: 0s', { nodeStartupTimeoutMs: 0 }],
  ['one of v1beta2', 'checks: { nodeStartupTimeoutSeconds: 90 }', { nodeStartupTimeoutMs: 90_000 }],
  ['a limit', 'maxUnhealthy: 40%', { maxUnhealthy: '40%' }],
  ['a limit that is a number', 'maxUnhealthy: 0', { maxUnhealthy: 0 }],
  [
    'a limit of v1beta2',
    'maxUnhealthy: 1, remediation: { triggerIf: { unhealthyLessThanOrEqualTo: 2 } }',
    { maxUnhealthy: 2 },
  ],
  ['a range', 'unhealthyRange: "[1-3]"', { unhealthyRange: { min: 1, max: 3 } }],
  [
    'a range of v1beta2',
    'remediation: { triggerIf: { unhealthyInRange: "[0-2]" } }',
    { unhealthyRange: { min: 0, max: 2 } },
  ],
])('a health check: %s', async (_, written, differs) => {
  const more = written === '' ? '' : `, ${written}`;
  const { machineHealthChecks } = await desiredWith(`machineHealthChecks: [{ name: a, selector: ${ALL}${more} }]`);
  expect(machineHealthChecks).toEqual([{ ...defaults, ...differs }]);
});

it('has no health checks unless they are written', async () => {
  expect(await desiredWith()).not.toHaveProperty('machineHealthChecks');
});

it.each([
  [
    'remediationStrategy: { maxRetry: 3, retryPeriod: 5m }',
    { maxRetry: 3, retryPeriodMs: 300_000, minHealthyPeriodMs: 3_600_000 },
  ],
  ['remediationStrategy: { minHealthyPeriod: 2h }', { retryPeriodMs: 0, minHealthyPeriodMs: 7_200_000 }],
  [
    'remediation: { retryPeriodSeconds: 60, minHealthyPeriodSeconds: 600 }',
    { retryPeriodMs: 60_000, minHealthyPeriodMs: 600_000 },
  ],
])('how often control planes are replaced: %s', async (written, remediation) => {
  const text = INVENTORY.replace('version: v1.34.2 }', `version: v1.34.2, ${written} }`);
  const { read } = await readText(text);
  expect(read?.desired.controlPlane.remediation).toEqual(remediation);
});

it.each([
  ['2', 2],
  ['34%', 2],
  ['100%', 3],
])('how many workers are replaced at once: %s', async (written, maxInFlight) => {
  const { machineDeployments } = await desiredWith(
    `machineDeployments: [{ name: workers, strategy: { remediation: { maxInFlight: ${written} } } }]`,
  );
  expect(machineDeployments[0]?.maxInFlight).toBe(maxInFlight);
});

it('keeps the labels that machines of the control plane are selected by', async () => {
  const text = INVENTORY.replace(
    'version: v1.34.2 }',
    'version: v1.34.2, machineTemplate: { metadata: { labels: { tier: front } } } }',
  );
  const { read } = await readText(text);
  expect(read?.desired.controlPlane.machineLabels).toEqual({ tier: 'front' });
});

it.each([
  ['[{ name: a, selector: { matchExpressions: [{ key: x, operator: In }] } }]', 'operator In needs values'],
  ['[{ name: a }]', 'selector'],
  [`[{ name: a, selector: ${ALL}, maxUnhealthy: 140% }]`, 'maxUnhealthy'],
])('refuses %s', async (written, words) => {
  const { read, problems } = await readText(`${INVENTORY}  machineHealthChecks: ${written}\n`);
  expect(read).toBeUndefined();
  expect(problems.map(({ message }) => message).join('\n')).toContain(words);
});
