/** How one playbook step of one host stands, or went. Ids are `<playbook>/<step>` slugs, unique per host. */
export interface StepState {
  id: string;
  title: string;
  /** ok: nothing to do · change: would change · changed: did · failed · unknown: not previewable (`always` steps). */
  status: 'ok' | 'change' | 'changed' | 'failed' | 'unknown' | 'skipped';
  /** Why it would change, one line: `missing`, `content differs`, `check exited 1`. */
  reason?: string;
  diffs?: FileDiff[];
  /** sha256 of bundle items that must be on the host before this step runs. */
  items?: string[];
  /** failed: the command, its exit status and its last lines. */
  failure?: { command: string; exitCode: number; lastLines: string[] };
}

export interface FileDiff {
  path: string;
  /** Unified diff; absent for secret or binary content. */
  unified?: string;
  note?: string;
}
