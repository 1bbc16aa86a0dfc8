import type { StartProblem } from './sudo.ts';

/** The host ran sudo or a login shell, and never our script. */
export class NotStarted extends Error {
  readonly problem: StartProblem;
  readonly output: string;
  constructor(problem: StartProblem, output: string) {
    super(`script not started: ${problem}`);
    this.problem = problem;
    this.output = output;
  }
}
