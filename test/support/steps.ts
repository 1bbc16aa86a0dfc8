import type { Step } from '../../src/playbook/step.ts';
import { stepNonce } from '../../src/playbook/step-nonce.ts';

/** A guarded step of one command. */
export function guardedStep(id: string, overrides: Partial<Step> = {}): Step {
  return {
    id,
    title: `Do ${id}`,
    timeout: 10,
    secret: false,
    action: { kind: 'guarded', check: `check ${id}`, commands: [`do ${id}`] },
    onChange: [],
    undo: [],
    items: [],
    ...overrides,
  };
}

/** What the scripts of compileCheck and compileApply print when each step stands as told, in the order of `steps`. */
export function stepReport(steps: readonly Step[], statuses: readonly string[]): string {
  return statuses.map((status, index) => `${stepNonce(steps)} s ${index} ${status} 1.00\n`).join('');
}

/** What compileApply prints when the first command of a step fails. */
export function failedStepReport(steps: readonly Step[], index: number, exitCode: number, said: string): string {
  return `${stepNonce(steps)} x ${index} c0 ${exitCode} 1.00 ${Buffer.from(said).toString('base64')}\n`;
}
