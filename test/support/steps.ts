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

/** A step that lays down binaries of the bundle, each under its name in the store. */
export function binaryStep(id: string, ...names: string[]): Step {
  return guardedStep(id, {
    action: {
      kind: 'files',
      files: names.map((name) => ({
        kind: 'item',
        path: `/usr/bin/${name}`,
        sha256: name,
        size: 1,
        storePath: `/var/lib/installer/store/${name}`,
      })),
    },
    items: names.map((name) => ({ name, sha256: name })),
  });
}

/** What the scripts of compileCheck and compileApply print when each step stands as told, in the order of `steps`. */
export function stepReport(steps: readonly Step[], statuses: readonly string[]): string {
  return statuses.map((status, index) => `${stepNonce(steps)} s ${index} ${status} 1.00\n`).join('');
}

/** What compileApply prints when the first command of a step fails. */
export function failedStepReport(steps: readonly Step[], index: number, exitCode: number, said: string): string {
  return `${stepNonce(steps)} x ${index} c0 ${exitCode} 1.00 ${Buffer.from(said).toString('base64')}\n`;
}
