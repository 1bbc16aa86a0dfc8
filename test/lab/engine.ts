import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './lock.ts';
import { cacheRoot } from './paths.ts';
import { say, step } from './progress.ts';
import { run } from './run.ts';

export interface Engine {
  /** Whether this call started it; whoever started it stops it. */
  readonly startedHere: boolean;
}

const START_LIMIT_MS = 60_000;

function enginePaths() {
  const folder = join(cacheRoot(), 'engine');
  return { folder, pid: join(folder, 'dockerd.pid'), log: join(folder, 'dockerd.log'), data: join(folder, 'data') };
}

/** Uses the Docker engine that answers; starts one of our own in the background when none does. */
export async function ensureEngine(): Promise<Engine> {
  if (await answers()) return { startedHere: false };
  if (process.env.DOCKER_HOST) {
    throw new Error(
      `no Docker engine answers at DOCKER_HOST=${process.env.DOCKER_HOST}: start it, or unset the variable`,
    );
  }
  await step('starting a Docker engine', startEngine);
  return { startedHere: true };
}

async function startEngine(): Promise<void> {
  const paths = enginePaths();
  await mkdir(paths.folder, { recursive: true });
  await rm(paths.pid, { force: true });
  const log = await open(paths.log, 'a');
  const child = spawn(
    'dockerd',
    [
      ...['--data-root', paths.data, '--exec-root', '/run/installer-lab-docker', '--pidfile', paths.pid],
      // testcontainers cannot ask for it per container, and systemd in a node needs it.
      '--default-cgroupns-mode=private',
    ],
    {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    },
  );
  child.unref();
  await log.close();
  const ended = new Promise<never>((_, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`dockerd ended with code ${code}; see ${paths.log}`)));
  });
  ended.catch(() => {});
  await Promise.race([ended, waitUntilAnswers(paths.log)]);
}

async function waitUntilAnswers(log: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers())) {
    if (Date.now() > deadline) throw new Error(`the Docker engine did not answer within 60 s; see ${log}`);
    await sleep(200);
  }
}

async function answers(): Promise<boolean> {
  return run('docker', ['version', '--format', '{{.Server.Version}}']).then(
    () => true,
    () => false,
  );
}

/** Stops the engine that the lab started, by its process id; one that was there before is left alone. */
export async function stopEngine(): Promise<boolean> {
  const { pid: pidFile } = enginePaths();
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!(pid > 0) || !isAlive(pid) || !(await isDockerd(pid))) {
    say('no Docker engine of the lab is running');
    return false;
  }
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; isAlive(pid) && waited < 30_000; waited += 200) await sleep(200);
  if (isAlive(pid)) throw new Error(`dockerd (process ${pid}) did not stop within 30 s`);
  say('the Docker engine of the lab is stopped');
  return true;
}

/** A process id can be handed out again, so look before stopping it. */
async function isDockerd(pid: number): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'dockerd';
}
