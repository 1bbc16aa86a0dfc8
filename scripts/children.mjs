// Runs child processes and ends every one of them when this process is told to end.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Signals that come within this time are one: npm passes on what the terminal has already sent to everybody. */
const ONE_PRESS_MS = 300;
/** What a child gets to clean up after SIGTERM before it is killed. */
const CLEAN_UP_MS = 60_000;

const PARENT_LOOK_MS = 500;

const running = new Set();
let interruptedAt;

/** Whether Ctrl-C reaches the children by itself: they share our terminal. */
const onTerminal = (() => {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
})();

export function wasInterrupted() {
  return interruptedAt !== undefined;
}

/**
 * Runs a program in the work tree. Resolves to its exit code (128 + n where a signal ended it) and, with
 * `capture: true`, what it printed; else it prints on our own stdout and stderr.
 */
export function run(command, args, { capture = false, env = {}, onOutput } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['inherit', ...(capture || onOutput ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
      // Without a terminal each child leads a group, so that a signal reaches what it started in turn.
      detached: !onTerminal,
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
        onOutput?.(chunk);
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? 128 + signalNumber(signal), output });
    });
  });
}

/** Runs one of our TypeScript programs. */
export function runTypeScript(file, args = []) {
  return run(process.execPath, ['--import', 'tsx', file, ...args]);
}

/** Runs a program of node_modules without npx, which would take another second. */
export function runBin(script, args = [], options = {}) {
  return run(process.execPath, [`${root}node_modules/${script}`, ...args], options);
}

/**
 * Passes SIGINT, SIGTERM and SIGHUP on, once per press, and kills what has not ended a minute after. The death of our own
 * parent counts as SIGTERM: npm hands a signal to the shell between us, which dies of it and tells nobody.
 */
export function passSignalsOn() {
  const stop = (signal) => {
    if (interruptedAt !== undefined && Date.now() - interruptedAt < ONE_PRESS_MS) return;
    interruptedAt = Date.now();
    if (running.size === 0) process.exit(130);
    if (!(onTerminal && signal === 'SIGINT')) signalAll(signal);
    setTimeout(() => signalAll('SIGKILL'), CLEAN_UP_MS).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));

  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop('SIGTERM');
  }, PARENT_LOOK_MS);
  watch.unref();
}

function signalAll(signal) {
  for (const child of running) {
    try {
      process.kill(onTerminal ? child.pid : -child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

function signalNumber(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0;
}
