import { createHash, randomFillSync } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../lab/run.ts';
import { startSshdFarm } from '../lab/sshd-farm.ts';
import type { Benchmark } from './benchmark.ts';
import { type SshFloor, sshFloor } from './floors/ssh-floor.ts';
import { measurePairs } from './measure.ts';
import { runDriver } from './run-ours.ts';

const HOSTS = 10;
const MEGABYTES = 300;
const GOAL = 1.25;
const GOAL_MIB = 200;
const TARGET = '/var/tmp/bench.bin';

/** (c) One big file to many hosts, checked on arrival. The floor does not check. */
export const bigFile: Benchmark = {
  key: 'c',
  title: `${MEGABYTES} MB to each of ${HOSTS} hosts`,
  run: async ({ runs = 3, say }) => {
    const folder = await mkdtemp(join(tmpdir(), 'installer-bench-'));
    const farm = await startSshdFarm({ count: HOSTS, name: 'bench-file' });
    try {
      const source = join(folder, 'file');
      const file = { source, size: MEGABYTES * 1_000_000, sha256: await writeRandom(source), target: TARGET };
      const cat: SshFloor = {
        ...farm,
        user: 'root',
        addresses: farm.hosts.map(({ address }) => address),
        command: `cat >${TARGET}`,
        stdin: source,
        options: ['-c', 'aes128-gcm@openssh.com'],
      };
      const ours = async () => {
        await removeTarget(cat);
        return runDriver('upload', { farm, ...file });
      };
      const floor = async () => {
        await removeTarget(cat);
        return sshFloor(cat);
      };
      const { ratio, ...pairs } = await measurePairs(ours, floor, { runs, say });
      const what = `${bigFile.title}, sha256 checked there`;
      const memory = { what: `${bigFile.title}: our memory`, value: pairs.ours.maxRssMiB, goal: GOAL_MIB };
      return [
        { key: 'c', what, unit: '×', value: ratio, goal: GOAL, ...pairs },
        { key: 'c', unit: ' MiB', ...memory, ours: pairs.ours, runs },
      ];
    } finally {
      await farm.down();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Bytes that nothing can compress. Returns their sha256. */
async function writeRandom(path: string): Promise<string> {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(1_000_000);
  const file = await open(path, 'w', 0o600);
  for (let written = 0; written < MEGABYTES; written += 1) {
    hash.update(randomFillSync(chunk));
    await file.write(chunk);
  }
  await file.close();
  return hash.digest('hex');
}

/** Outside the measured time; what the run before wrote is written back first, so that no run pays for another's. */
async function removeTarget(floor: SshFloor): Promise<void> {
  await sshFloor({ ...floor, command: `rm -f ${TARGET}`, stdin: '/dev/null' });
  await run('sync', []);
}
