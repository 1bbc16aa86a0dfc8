import type { DesiredHealthCheck } from '../../src/model/desired.ts';
import type { Observed } from '../../src/model/observed.ts';
import { clusterTime } from '../../src/plan/health/cluster-time.ts';
import { WORLD_BEGAN } from './planner-world.ts';

/** Machines whose node is not Ready for five minutes are unhealthy; a test names what differs. */
export function healthCheck(name: string, overrides: Partial<DesiredHealthCheck> = {}): DesiredHealthCheck {
  return {
    name,
    selector: {},
    unhealthyNodeConditions: [
      { type: 'Ready', status: 'Unknown', timeoutMs: 300_000 },
      { type: 'Ready', status: 'False', timeoutMs: 300_000 },
    ],
    unhealthyMachineConditions: [],
    nodeStartupTimeoutMs: 600_000,
    maxUnhealthy: '100%',
    ...overrides,
  };
}

export const ofWorkers = { matchLabels: { 'cluster.x-k8s.io/deployment-name': 'workers' } };
export const ofControlPlanes = { matchLabels: { 'cluster.x-k8s.io/control-plane': '' } };

/** The same, seen so many minutes after the world began, by the cluster's clock. */
export function seenAfter(minutes: number, observed: Observed): Observed {
  const at = new Date(Date.parse(WORLD_BEGAN) + minutes * 60_000).toISOString();
  const offset = (clusterTime({ ...observed, at }) ?? 0) - Date.parse(at);
  return { ...observed, at: new Date(Date.parse(at) - offset).toISOString() };
}
