import { readFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { output } from '../lab/run.ts';

/** The machine that was measured on, in one line. */
export async function describeMachine(): Promise<string> {
  const system = /^PRETTY_NAME="?([^"\n]*)/m.exec(await readFile('/etc/os-release', 'utf8').catch(() => ''))?.[1];
  const ssh = await output('sh', ['-c', 'ssh -V 2>&1']);
  return [
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`,
    `${Math.round(totalmem() / 1024 ** 3)} GB`,
    `${system ?? process.platform}, kernel ${release()}`,
    `Node ${process.version}`,
    ssh.split(',')[0],
    `load before ${loadavg()[0]?.toFixed(1)}`,
  ].join('; ');
}
