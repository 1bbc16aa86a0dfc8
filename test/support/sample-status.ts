import type { ClusterStatus } from '../../src/plan/cluster-status.ts';

/** A status in which there is one of everything, optional fields included. */
export const sampleStatus: ClusterStatus = {
  cluster: 'b-cluster',
  endpoint: '192.168.73.192:6443',
  version: 'v1.34.2',
  phase: 'Provisioned',
  conditions: [{ type: 'Ready', status: 'True', reason: 'AllReady', message: 'every machine is Ready' }],
  replicas: [
    { owner: 'control-plane', wanted: 1, current: 1, ready: 1, upToDate: 1, deleting: 0 },
    { owner: 'workers', wanted: 0, current: 0, ready: 0, upToDate: 0, deleting: 1 },
  ],
  machines: [
    {
      name: 'cp-1',
      host: 'cp-1',
      address: '192.168.73.11',
      role: 'control-plane',
      owner: 'control-plane',
      phase: 'Running',
      version: 'v1.34.2',
      ready: true,
      nodeName: 'cp-1',
      conditions: [{ type: 'NodeReady', status: 'True', reason: 'Ready', message: 'the kubelet reports Ready' }],
    },
    {
      name: 'w-1',
      host: 'w-1',
      address: '192.168.73.21',
      role: 'worker',
      owner: 'workers',
      phase: 'Deleting',
      version: 'v1.34.2',
      ready: false,
      reason: 'its host left the inventory',
      conditions: [
        { type: 'Deleting', status: 'True', reason: 'ToBeDeleted', message: 'its host left the inventory' },
        {
          type: 'NodeReady',
          status: 'Unknown',
          reason: 'NodeUnreachable',
          message: 'the kubelet does not report Ready',
        },
      ],
    },
  ],
  hosts: [
    { name: 'cp-1', address: '192.168.73.11', phase: 'InUse', machine: 'cp-1' },
    { name: 'spare-1', address: '192.168.73.31', phase: 'Available' },
    { name: 'w-1', address: '192.168.73.21', phase: 'Unreachable', machine: 'w-1' },
  ],
  healthChecks: [
    {
      name: 'workers-check',
      expectedMachines: 2,
      currentHealthy: 1,
      remediationsAllowed: 0,
      conditions: [
        {
          type: 'RemediationAllowed',
          status: 'True',
          reason: 'RemediationAllowed',
          message: '1 of 2 not healthy, maxUnhealthy is 1',
        },
      ],
      machines: [
        {
          name: 'w-1',
          unhealthy: true,
          reason: 'UnhealthyNode',
          message: 'Ready is Unknown since 7m, 5m are allowed',
          replaced: false,
          whyNot: 'there is no free host for another one, and its own does not answer',
        },
      ],
    },
  ],
  warnings: ['node w-9 is in the cluster, but nobody knows it'],
};
