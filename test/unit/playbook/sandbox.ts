import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StepState } from '../../../src/model/step.ts';
import { type CompileOptions, compileApply, compileCheck } from '../../../src/playbook/compile.ts';
import type { PlaybookContext } from '../../../src/playbook/context.ts';
import { expandPlaybooks } from '../../../src/playbook/expand.ts';
import { parsePlaybook } from '../../../src/playbook/parse-playbook.ts';
import type { Playbook } from '../../../src/playbook/playbook.ts';
import { describeProblem } from '../../../src/playbook/problem.ts';
import { SAMPLE_CONTEXT } from '../../../src/playbook/sample-context.ts';
import type { Step } from '../../../src/playbook/step.ts';
import { createStepReportReader } from '../../../src/playbook/step-report.ts';

/** Shells on this machine that hosts have as /bin/sh. */
export const SHELLS: [name: string, command: string[]][] = [
  ['sh', ['/bin/sh']],
  ...(existsSync('/bin/bash') ? [['bash', ['/bin/bash', '--posix']] as [string, string[]]] : []),
  ...(spawnSync('busybox', ['true']).status === 0 ? [['busybox', ['busybox', 'sh']] as [string, string[]]] : []),
];

export interface Outcome {
  code: number | null;
  states: StepState[];
  /** What the script said besides its report. */
  said: string[];
  notes: string[];
  stderr: string;
}

/** A folder that stands for a host: scripts keep their state in it, playbooks name paths under it. */
export class Sandbox {
  readonly root = mkdtempSync(path.join(tmpdir(), 'playbook-'));
  readonly options: CompileOptions = {
    stateDir: this.at('state'),
    runDir: this.at('run'),
    markDir: this.at('mark'),
    lockTimeout: 1,
  };
  readonly #shell: string[];

  constructor(shell: string[] = ['/bin/sh']) {
    this.#shell = shell;
  }

  at(name: string): string {
    return path.join(this.root, name);
  }

  read(name: string): string {
    return readFileSync(this.at(name), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(this.at(name));
  }

  write(name: string, text: string): void {
    writeFileSync(this.at(name), text);
  }

  check(steps: Step[]): Outcome {
    return this.run(compileCheck(steps, this.options), steps);
  }

  apply(steps: Step[], options: CompileOptions = {}): Outcome {
    return this.run(compileApply(steps, { ...this.options, ...options }), steps);
  }

  run(script: string, steps: Step[]): Outcome {
    const [command = '/bin/sh', ...args] = this.#shell;
    const { status, stdout, stderr } = spawnSync(command, args, { input: script, encoding: 'utf8' });
    const notes: string[] = [];
    const reader = createStepReportReader(steps, undefined, (note) => notes.push(note));
    const said = stdout.split('\n').filter((line) => line !== '' && !reader.line(line));
    return { code: status, states: reader.states(), said, notes, stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A playbook from YAML text; fails the test when it does not parse. */
export function playbookOf(yaml: string, templates: Record<string, string> = {}): Playbook {
  const { playbook, problems } = parsePlaybook(yaml, 'site.yaml', templates);
  if (playbook === undefined) throw new Error(problems.map(describeProblem).join('\n'));
  return playbook;
}

/** The steps that the YAML text of a `steps:` list means for the sample host. */
export function stepsOf(steps: string, context: PlaybookContext = SAMPLE_CONTEXT): Step[] {
  const indented = steps.replace(/^/gm, '  ');
  return expandPlaybooks([playbookOf(`name: 10-test\nsteps:\n${indented}\n`)], context, 'prepare');
}

/** `status` of each step. */
export function statuses(outcome: Outcome): string[] {
  return outcome.states.map(({ status }) => status);
}
