/** One step of one host, rendered: what the script compiler reads. Plain data. */
export interface Step {
  /** `<playbook>/<step>` as slugs, unique per host. */
  id: string;
  title: string;
  /** Seconds for all commands together. */
  timeout: number;
  /** Neither diff nor output of this step is shown. */
  secret: boolean;
  action: StepAction;
  /** Run when the step changed something. */
  onChange: string[];
  /** Run when the step is undone, before its files are. */
  undo: string[];
  /** Bundle items that must be in the host's store before the step changes anything. */
  items: StepItem[];
}

export interface StepItem {
  name: string;
  sha256: string;
}

export type StepAction =
  | { kind: 'files'; files: StepFile[] }
  | { kind: 'guarded'; check: string; commands: string[] }
  | { kind: 'always'; commands: string[] }
  /** Each command of a site runs once in the life of the machine, all of them in one shell. */
  | { kind: 'once'; commands: { text: string; marker: string }[] }
  /** Takes back what the files of a step changed. */
  | { kind: 'undo-files'; files: StepFile[] }
  /** Takes back everything that is still recorded and removes the records. */
  | { kind: 'forget' };

interface Placed {
  path: string;
}

/** `permissions` are octal digits without a leading zero; `owner` is `user`, `user:group` or numbers. */
interface Owned extends Placed {
  permissions?: string;
  owner?: string;
}

/** `once` names the mark that says: written before. */
export type StepFile =
  | (Owned & { kind: 'content'; content: FileContent; sha256: string; secret: boolean; once?: string })
  /** Appended as it is, one time. */
  | (Owned & { kind: 'text'; content: FileContent; sha256: string; secret: boolean; once?: string })
  | (Owned & { kind: 'lines'; lines: string[]; secret: boolean })
  | (Placed & { kind: 'block'; begin: string; end: string; lines: string[] })
  | (Owned & { kind: 'item'; sha256: string; size: number; storePath: string })
  | (Owned & { kind: 'directory' })
  | (Placed & { kind: 'absent' });

/** Text where the bytes are plain text, else base64. */
export type FileContent = { text: string } | { base64: string };
