/** As in Cluster API: True, False or Unknown, with a reason in CamelCase and words for people. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
}

/** @param holds `undefined`: nobody could tell */
export function condition(type: string, holds: boolean | undefined, reason: string, message: string): Condition {
  return { type, status: holds === undefined ? 'Unknown' : holds ? 'True' : 'False', reason, message };
}
