import { InstallerError } from '../errors.ts';
import type { Host, ReadOnlyHost } from '../model/host-handle.ts';
import type { StepState } from '../model/step.ts';
import { compileApply, compileCheck, EXIT_HOST_LOCKED } from '../playbook/compile.ts';
import type { Step } from '../playbook/step.ts';
import { createStepReportReader } from '../playbook/step-report.ts';
import { lastLines } from './host-script.ts';
import type { ApplyContext } from './operation.ts';

/** Checking is quick; what takes long is a check of a site's own that hangs. */
const CHECK_LIMIT_MS = 120_000;
const APPLY_GRACE_MS = 180_000;

/** How every step stands on a host, in one round trip. @throws InstallerError `operation-failed` when the checks break */
export async function observeSteps(host: ReadOnlyHost, steps: Step[]): Promise<StepState[]> {
  if (steps.length === 0) return [];
  const states: StepState[] = [];
  const reader = createStepReportReader(steps, (state) => states.push(state));
  const result = await host.read(compileCheck(steps), {
    timeoutMs: CHECK_LIMIT_MS,
    onLine: (line, stream) => stream === 'stdout' && reader.line(line),
  });
  if (result.code === 0 && states.length === steps.length) return states;
  throw new InstallerError('operation-failed', `the playbooks' checks ended early on ${host.name}`, {
    host: host.name,
    exitCode: result.code,
    lastLines: lastLines(result.stderr),
    hint: 'installer playbooks lint finds mistakes in playbooks of your own',
  });
}

/**
 * Brings steps about on a host in one round trip, telling each as it ends.
 * @param script compiled from `steps`; something may stand before it
 * @returns how many steps changed something
 * @throws InstallerError `operation-failed` naming the step, its command and what that said last
 */
export async function applySteps(
  host: Host,
  steps: Step[],
  context: ApplyContext,
  script = compileApply(steps),
): Promise<number> {
  const states: StepState[] = [];
  const reader = createStepReportReader(
    steps,
    (state, ms) => {
      states.push(state);
      if (state.status !== 'ok') context.step({ step: state.id, title: state.title, status: state.status, ms });
    },
    (note) => context.progress(note),
  );
  const result = await host.run(script, {
    timeoutMs: steps.reduce((sum, step) => sum + step.timeout * 1000, APPLY_GRACE_MS),
    signal: context.signal,
    onLine: (line, stream) => {
      if (stream === 'stdout' && reader.line(line)) return true;
      context.progress(line);
      return false;
    },
  });
  // A script that arrives cut short does nothing and ends with 0: only what was reported was done.
  if (result.code === 0 && states.length === steps.length)
    return states.filter(({ status }) => status === 'changed').length;
  throw stepFailure(
    host,
    states.find(({ status }) => status === 'failed'),
    result.code,
    result.stderr,
  );
}

function stepFailure(host: Host, failed: StepState | undefined, exitCode: number, stderr: string): InstallerError {
  if (exitCode === EXIT_HOST_LOCKED) {
    return new InstallerError('locked', `another run is changing ${host.name}`, {
      host: host.name,
      lastLines: lastLines(stderr),
      hint: 'wait until it has ended, then apply again',
    });
  }
  const what = failed ? `step "${failed.title}"` : 'the script of the playbooks';
  return new InstallerError(
    'operation-failed',
    `${what} failed on ${host.name}${failed?.reason ? `: ${failed.reason}` : ''}`,
    {
      host: host.name,
      command: failed?.failure?.command,
      exitCode: failed?.failure?.exitCode ?? exitCode,
      lastLines: failed?.failure?.lastLines ?? lastLines(stderr),
      hint: 'mend what it says, then apply again: steps that are done cost nothing',
    },
  );
}
