import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Called with each line of stdout and stderr while the command runs. */
  readonly onLine?: (line: string) => void;
  /** Exit codes that are answers rather than failures; 0 always is. */
  readonly allow?: readonly number[];
  readonly signal?: AbortSignal;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What runs now. When we end, it ends too, with whatever it started: each runs in a process group of its own. */
const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // It ended by itself in this moment.
    }
  }
});

/** Runs a local command without a shell. Throws with the last lines it printed when it fails. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      signal: options.signal,
      detached: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const { pid } = child;
    if (pid !== undefined) running.add(pid);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const collect = (into: Buffer[]) => {
      let rest = '';
      return (chunk: Buffer) => {
        into.push(chunk);
        if (!options.onLine) return;
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) options.onLine(line);
      };
    };
    child.stdout?.on('data', collect(out));
    child.stderr?.on('data', collect(err));
    child.on('error', (cause: NodeJS.ErrnoException) => {
      const missing = cause.code === 'ENOENT';
      reject(
        new Error(missing ? `${command}: not installed on this machine` : `${command}: ${cause.message}`, { cause }),
      );
    });
    child.on('close', (code, signal) => {
      if (pid !== undefined) running.delete(pid);
      const result = {
        code: code ?? 128,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      };
      if (code === 0 || (code !== null && options.allow?.includes(code))) return resolve(result);
      const said = `${result.stderr}\n${result.stdout}`.trim().split('\n').slice(-15).join('\n');
      reject(
        new Error(`${command} ${args.join(' ')}: ${signal ? `ended by ${signal}` : `exit code ${code}`}\n${said}`),
      );
    });
    // A command that ends without reading its input is judged by its exit code, not by the broken pipe.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input);
  });
}

/** Runs a command and returns its stdout, trimmed. */
export async function output(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return (await run(command, args, options)).stdout.trim();
}
