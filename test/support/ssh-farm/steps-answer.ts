import type { FarmHost } from './farm-state.ts';
import type { HostAnswer } from './ssh-server.ts';

/** What a script of compileCheck prints: on a prepared host every step stands, elsewhere none does. */
export function checkAnswer(script: string, { prepared }: FarmHost): HostAnswer {
  const steps = [...script.matchAll(/^see (\d+) (\w+)$/gm)];
  return {
    stdout: steps.map(([, index, differs]) => report(script, `s ${index} ${prepared ? 'ok' : differs} 0 `)).join(''),
  };
}

/** What a script of compileApply prints, and does: every step that did not stand changes something. */
export function applyAnswer(script: string, host: FarmHost): HostAnswer {
  const steps = /^for j in ([\d ]+); do step/m.exec(script)?.[1]?.split(' ') ?? [];
  const status = host.prepared ? 'ok' : 'changed';
  host.prepared = true;
  return { stdout: steps.map((index) => report(script, `s ${index} ${status} 0 `)).join('') };
}

/** A line that only the reader of this script's report understands (src/playbook/step-nonce.ts). */
function report(script: string, line: string): string {
  return `${/^N='(##[0-9a-f]+)'$/m.exec(script)?.[1]} ${line}\n`;
}
