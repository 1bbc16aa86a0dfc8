import type { RunEvent } from '../../src/model/event.ts';
import type { Plan } from '../../src/model/plan.ts';
import { sampleStatus } from './sample-status.ts';

export const samplePlan: Plan = {
  cluster: 'b-cluster',
  inventoryHash: 'a'.repeat(64),
  observedHash: 'b'.repeat(64),
  operations: [
    {
      id: 'cp-1/prepare-host',
      machine: 'cp-1',
      host: 'cp-1',
      action: 'prepare-host',
      title: 'Bring the host to its baseline',
      reason: '2 of 30 steps are not done',
      needs: [],
      destructive: false,
      diffs: [
        {
          path: '/etc/hosts',
          unified:
            '--- /etc/hosts\n+++ /etc/hosts\n@@ -1 +1,2 @@\n 127.0.0.1 localhost\n+10.0.0.1 cp-1\n-10.9.9.9 old\n',
        },
        { path: '/etc/secret', note: 'secret' },
      ],
    },
    {
      id: 'cp-1/init-control-plane',
      machine: 'cp-1',
      host: 'cp-1',
      action: 'init-control-plane',
      title: 'Initialise the control plane',
      reason: 'there is no cluster yet',
      needs: ['cp-1/prepare-host'],
      destructive: false,
      diffs: [],
    },
    {
      id: 'w-9/reset-host',
      machine: 'w-9',
      host: 'w-9',
      action: 'reset-host',
      title: 'Return the host to bare',
      reason: 'it is no longer in the inventory',
      needs: [],
      destructive: true,
      diffs: [],
    },
    {
      id: 'b-cluster/verify-cluster',
      action: 'verify-cluster',
      title: 'Wait until every node is ready',
      reason: 'something is going to change',
      needs: ['cp-1/init-control-plane', 'w-1/join-worker', 'w-2/join-worker', 'w-3/join-worker', 'w-4/join-worker'],
      destructive: false,
      diffs: [],
    },
  ],
  summary: { create: 1, update: 0, delete: 1 },
};

const at = '2026-11-23T05:47:56.123Z';
const about = { operation: 'cp-1/init-control-plane', host: 'cp-1' };

/** One event of each type, optional fields included. */
export const sampleEvents: RunEvent[] = [
  { at, type: 'run-started', command: 'apply', cluster: 'b-cluster', runId: '01' },
  { at, type: 'host-connected', host: 'cp-1', roundTripMs: 4.2 },
  { at, type: 'host-unreachable', host: 'w-1', message: 'connection refused', hint: 'is sshd running there?' },
  {
    at,
    type: 'findings',
    findings: [{ host: 'cp-1', check: 'swap', severity: 'warn', message: 'swap is on', cure: 'it is switched off' }],
  },
  { at, type: 'health', checks: sampleStatus.healthChecks },
  { at, type: 'plan', plan: samplePlan },
  { at, type: 'operation-started', ...about, title: 'Initialise the control plane' },
  { at, type: 'operation-progress', ...about, message: 'sending images', bytes: 1_048_576, totalBytes: 4_194_304 },
  { at, type: 'step-finished', ...about, step: 'os/swap', title: 'Swap off', status: 'changed', ms: 41 },
  { at, type: 'operation-finished', ...about, status: 'changed', ms: 14_200 },
  {
    at,
    type: 'operation-failed',
    ...about,
    message: 'kubeadm init exited 1',
    hint: 'look at the log',
    command: 'kubeadm init',
    exitCode: 1,
    lastLines: ['error execution phase'],
  },
  { at, type: 'operation-skipped', ...about, reason: 'needs cp-1/prepare-host, which failed' },
  { at, type: 'host-output', host: 'cp-1', stream: 'stderr', line: 'W1123 warning', operation: about.operation },
  { at, type: 'note', message: 'interrupted: what runs goes on to its end' },
  { at, type: 'run-finished', ok: false, changed: 1, exitCode: 13, summary: '1 operation changed something, 1 failed' },
];
