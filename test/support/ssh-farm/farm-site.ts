import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { captureOutput } from '../captured.ts';
import { farmInventory } from './farm-inventory.ts';
import { addBareHost, type FarmCluster, farmCluster } from './farm-state.ts';
import { type SshFarm, startSshFarm } from './ssh-farm.ts';

/** What $FARM_PASSWORD holds at a site. */
export const FARM_PASSWORD = 'correct-horse-battery';

/** A farm and the place it is looked after from: a folder with an inventory, and the command line inside this process. */
export class FarmSite {
  readonly folder: string;
  readonly cluster: FarmCluster;
  readonly farm: SshFarm;
  /** What the command line wrote since it was last called. */
  readonly output: ReturnType<typeof captureOutput>;

  private constructor(folder: string, cluster: FarmCluster, farm: SshFarm) {
    this.folder = folder;
    this.cluster = cluster;
    this.farm = farm;
    vi.stubEnv('INSTALLER_STATE_DIR', join(folder, 'state'));
    vi.stubEnv('FARM_PASSWORD', FARM_PASSWORD);
    this.output = captureOutput();
  }

  /** A cluster of this shape that is as it should be, and a bare host of this name. The caller closes it. */
  static async open(shape: Parameters<typeof farmCluster>[0], bare: string): Promise<FarmSite> {
    const cluster = farmCluster(shape);
    addBareHost(cluster, bare);
    const farm = await startSshFarm(cluster);
    return new FarmSite(mkdtempSync(join(tmpdir(), 'installer-farm-')), cluster, farm);
  }

  /** The inventory's file; nothing is there before `want`. */
  get inventory(): string {
    return join(this.folder, 'inventory.yaml');
  }

  /** Writes the inventory of these hosts, and answers its file. See farmInventory. */
  want(names: readonly string[], ...spec: string[]): string {
    writeFileSync(this.inventory, farmInventory(this.cluster, this.farm, names, ...spec));
    return this.inventory;
  }

  /** Changes the text of the inventory. */
  rewrite(change: (text: string) => string): void {
    writeFileSync(this.inventory, change(readFileSync(this.inventory, 'utf8')));
  }

  /** Runs `installer` with these words inside this process, its output anew; resolves to the exit code. */
  async installer(...words: string[]): Promise<number> {
    process.exitCode = undefined;
    this.output.stdout = '';
    this.output.stderr = '';
    return run(['node', 'installer', ...words]);
  }

  /** Takes back everything, the process's environment and output too. */
  async close(): Promise<void> {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    process.exitCode = undefined;
    await this.farm.close();
    rmSync(this.folder, { recursive: true });
  }
}
