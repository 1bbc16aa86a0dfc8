import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

export interface Run {
  /** null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Both, in the order they came. */
  said: string;
}

export interface RunOptions {
  /** Kills the installer (SIGKILL unless said otherwise) as soon as a line of its progress matches. */
  endAt?: RegExp;
  signal?: NodeJS.Signals;
  env?: Record<string, string>;
}

/** Runs the built installer as a user would, without a terminal, and waits for its end. */
export function installer(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return collect(child, options);
}

function collect(child: ChildProcess, { endAt, signal: how = 'SIGKILL' }: RunOptions): Promise<Run> {
  let stdout = '';
  let stderr = '';
  let said = '';
  let rest = '';
  let ended = false;
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    said += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    said += chunk.toString();
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    if (!ended && endAt && lines.some((line) => endAt.test(line))) {
      ended = true;
      child.kill(how);
    }
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr, said }));
  });
}
