import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BootstrapPaths } from '../../../src/kubeadm/bootstrap-paths.ts';
import type { Launcher } from '../../../src/kubeadm/launcher.ts';
import type { MachineMark } from '../../../src/model/facts.ts';

export const MARK: MachineMark = {
  apiVersion: 'installer.dev/v1alpha1',
  cluster: 'blue',
  clusterUid: 'c-uid',
  machine: 'cp-1',
  uid: 'm-uid',
  role: 'control-plane',
  phase: 'bootstrapped',
  bootstrap: 'init',
  version: 'v1.34.2',
};

/** Stands in for systemd, which no test process has: a background process of its own session, and its pid. */
const BACKGROUND_LAUNCHER: Launcher = `unit_running() {
  [ -s "$run/pid" ] && grep -q '^State:[[:space:]]*[^Z[:space:]]' "/proc/$(cat "$run/pid")/status" 2>/dev/null
}
unit_start() {
  echo start >>"$run/starts"
  setsid /bin/sh "$run/bootstrap.sh" >/dev/null 2>&1 </dev/null &
  echo $! >"$run/pid"
}
unit_forget() { rm -f "$run/pid"; }`;

/** A folder that plays the host: bootstrap paths below it, and a `kubeadm` that does what a test says. */
export class FakeHost {
  readonly root = mkdtempSync(path.join(tmpdir(), 'bootstrap-'));
  readonly paths: BootstrapPaths = {
    run: path.join(this.root, 'run'),
    mark: path.join(this.root, 'etc/machine.json'),
    log: path.join(this.root, 'log/bootstrap.log'),
    kubernetes: path.join(this.root, 'kubernetes'),
  };
  readonly launcher = BACKGROUND_LAUNCHER;

  /** `body` is sh; `$ROOT` is this host's folder. */
  kubeadm(body: string): void {
    this.program('kubeadm', body);
  }

  /** Another one that its scripts find first. */
  program(name: string, body: string): void {
    const file = path.join(this.root, 'bin', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nROOT='${this.root}'\n${body}\n`);
    chmodSync(file, 0o755);
  }

  /** Feeds the script to sh on stdin, as SSH does. `onStdout` sees what was printed so far. */
  run(script: string, onStdout: (sofar: string, kill: () => void) => void = () => {}): Promise<ScriptEnd> {
    const child = spawn('/bin/sh', [], { env: { PATH: `${this.root}/bin:/usr/bin:/bin` }, cwd: this.root });
    const end = { code: -1, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      end.stdout += chunk.toString();
      onStdout(end.stdout, () => child.kill('SIGKILL'));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      end.stderr += chunk.toString();
    });
    child.stdin.on('error', () => {});
    child.stdin.end(script);
    return new Promise((resolve) => child.on('close', (code) => resolve({ ...end, code: code ?? -1 })));
  }

  put(file: string, content: string): void {
    const target = path.join(this.root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }

  text(file: string): string {
    return readFileSync(path.join(this.root, file), 'utf8');
  }

  has(file: string): boolean {
    return existsSync(path.join(this.root, file));
  }

  /** Permission bits, octal. */
  mode(file: string): string {
    return (statSync(path.join(this.root, file)).mode & 0o777).toString(8);
  }

  mark(): MachineMark {
    return JSON.parse(readFileSync(this.paths.mark, 'utf8')) as MachineMark;
  }

  /** What runs on it, and was not waited for, ends with it. */
  remove(): void {
    for (const pid of this.running()) end(pid);
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Pids of what was started in the background last and has not ended, the last first. */
  running(): number[] {
    const started = this.has('run/pid') ? Number(this.text('run/pid')) : 0;
    return familyOf(started).filter((pid) => procFile(pid, 'cmdline').includes(this.root));
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** A process and all that it started, the last first; of pid 0 none. */
function familyOf(pid: number): number[] {
  if (!Number.isInteger(pid) || pid <= 1) return [];
  const children = procFile(pid, `task/${pid}/children`).split(' ').filter(Boolean);
  return [...children.flatMap((child) => familyOf(Number(child))), pid];
}

/** Empty where the process has ended. */
function procFile(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

export interface ScriptEnd {
  code: number;
  stdout: string;
  stderr: string;
}
