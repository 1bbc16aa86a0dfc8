import type { StepState } from '../model/step.ts';
import type { Step } from './step.ts';
import { type FileFinding, fileDiff } from './step-diff.ts';
import { stepNonce } from './step-nonce.ts';

export interface StepReportReader {
  /** Takes one line of the script's stdout. True when it was a report line, false when some command said it. */
  line(text: string): boolean;
  /** One state per step. Steps the script did not come to are `skipped`. */
  states(): StepState[];
  /** True when the script gave up waiting for the host's lock. */
  locked(): boolean;
}

/**
 * Reads what a script of compileCheck or compileApply says about the same `steps`, line by line.
 * @param onStep called when a step's outcome is known; `ms` is 0 for steps with nothing to do, and exact to 10 ms
 * @param onNote called with what a step says about its progress
 */
export function createStepReportReader(
  steps: readonly Step[],
  onStep?: (state: StepState, ms: number) => void,
  onNote?: (text: string) => void,
): StepReportReader {
  const nonce = stepNonce(steps);
  const drafts = steps.map((): Draft => ({ findings: new Map(), needed: [] }));
  const states = new Map<number, StepState>();
  let locked = false;

  const finish = (index: number, state: StepState, uptime: string | undefined): void => {
    states.set(index, state);
    const begun = drafts[index]?.begun;
    onStep?.(state, begun === undefined ? 0 : Math.max(0, Math.round((Number(uptime) - begun) * 1000)));
  };
  const stepLine = (kind: string, step: Step, index: number, draft: Draft, words: string[]): void => {
    const [first = '', second = ''] = words;
    if (kind === 'b') draft.begun = Number(first);
    if (kind === 'i') draft.needed.push(first);
    if (kind === 'f') draft.findings.set(first, { reason: words.slice(1).join(' ') });
    if (kind === 'o') addOld(draft, first, words.slice(1));
    if (kind === 's')
      finish(index, stateOf(step, draft, first as StepState['status'], words.slice(2).join(' ')), second);
    if (kind === 'x') finish(index, failedState(step, words), words[2]);
  };
  return {
    line(text) {
      if (!text.startsWith(`${nonce} `)) return false;
      const [kind = '', ...words] = text.slice(nonce.length + 1).split(' ');
      if (kind === 'n') onNote?.(words.join(' '));
      if (kind === 'l') locked = true;
      const index = Number(words[0]);
      const [step, draft] = [steps[index], drafts[index]];
      if (step !== undefined && draft !== undefined && kind !== 'n') stepLine(kind, step, index, draft, words.slice(1));
      return true;
    },
    states: () =>
      steps.map((step, index) => states.get(index) ?? { id: step.id, title: step.title, status: 'skipped' }),
    locked: () => locked,
  };
}

/** Reads the whole output of a script at once. */
export function parseStepReport(output: string | readonly string[], steps: readonly Step[]): StepState[] {
  const reader = createStepReportReader(steps);
  for (const line of typeof output === 'string' ? output.split('\n') : output) reader.line(line);
  return reader.states();
}

interface Draft {
  /** Seconds since the host's boot. */
  begun?: number;
  findings: Map<string, FileFinding>;
  /** sha256 of items that the step's check asked for. */
  needed: string[];
}

function addOld(draft: Draft, entry: string, words: string[]): void {
  const finding = draft.findings.get(entry);
  if (finding === undefined) return;
  finding.old = words[0] === '-' ? 'too-large' : Buffer.from(words.join(''), 'base64').toString('utf8');
}

function stateOf(step: Step, draft: Draft, status: StepState['status'], reason: string): StepState {
  const { id, title } = step;
  if (status === 'ok') return { id, title, status };
  const diffs = status === 'change' ? diffsOf(step, draft) : [];
  const items = itemsOf(step, draft);
  return {
    id,
    title,
    status,
    ...(reason && { reason }),
    ...(diffs.length > 0 && { diffs }),
    ...(items.length > 0 && { items }),
  };
}

function diffsOf({ action }: Step, draft: Draft): NonNullable<StepState['diffs']> {
  if (action.kind !== 'files' && action.kind !== 'undo-files') return [];
  return action.files.flatMap((file, index) => {
    const finding = draft.findings.get(String(index));
    if (finding === undefined) return [];
    return [action.kind === 'files' ? fileDiff(file, finding) : { path: file.path, note: finding.reason }];
  });
}

/** A check may name the items it misses (`need SHA256`); when it names none, all items of the step are needed. */
function itemsOf({ action, items }: Step, draft: Draft): string[] {
  const known = new Set(items.map(({ sha256 }) => sha256));
  if (action.kind === 'files') {
    const differing = action.files.filter((_, index) => draft.findings.has(String(index)));
    return [...new Set(differing.flatMap((file) => (file.kind === 'item' ? [file.sha256] : [])))];
  }
  const named = draft.needed.filter((sha256) => known.has(sha256));
  return [...new Set(named.length > 0 ? named : known)];
}

function failedState(step: Step, words: string[]): StepState {
  const [what = '', code = '1', , ...encoded] = words;
  const said = Buffer.from(encoded.join(''), 'base64').toString('utf8').replace(/\n$/, '');
  const exitCode = Number(code);
  const reason =
    { r: 'the check still fails after the commands ran' }[what] ?? (exitCode === 124 ? timedOut(step) : undefined);
  const failure = { command: failedCommand(step, what), exitCode, lastLines: said === '' ? [] : said.split('\n') };
  return { id: step.id, title: step.title, status: 'failed', ...(reason && { reason }), failure };
}

function timedOut(step: Step): string {
  return `not done after ${step.timeout} s`;
}

/** `c2`: the third command, `o0`: the first of onChange, `f1`: the second file, `r`: the check. */
function failedCommand({ action, onChange, secret, title }: Step, what: string): string {
  const index = Number(what.slice(1));
  if (what.startsWith('f') && 'files' in action) return `write ${action.files[index]?.path ?? title}`;
  if (secret) return `(${title})`;
  if (what.startsWith('o')) return onChange[index] ?? title;
  if (what === 'r' && action.kind === 'guarded') return action.check.trim();
  if ('commands' in action) {
    const command = action.commands[index];
    return (typeof command === 'string' ? command : command?.text)?.trim() ?? title;
  }
  return title;
}
