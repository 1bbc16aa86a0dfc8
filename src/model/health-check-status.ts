/** How a machine health check stands, in the words of Cluster API's MachineHealthCheckStatus. */
export interface HealthCheckStatus {
  name: string;
  /** Machines that it looks at. */
  expectedMachines: number;
  currentHealthy: number;
  /** How many more could be unhealthy and all were still replaced. */
  remediationsAllowed: number;
  /** RemediationAllowed */
  conditions: { type: string; status: 'True' | 'False' | 'Unknown'; reason: string; message: string }[];
  /** Machines that are not healthy, or may become unhealthy. */
  machines: UnwellMachine[];
}

export interface UnwellMachine {
  name: string;
  /** false: not for long enough yet, or it is being made or removed. */
  unhealthy: boolean;
  /** In CamelCase. */
  reason: string;
  message: string;
  /** heal replaces it now. */
  replaced: boolean;
  /** Why it does not. */
  whyNot?: string;
}
