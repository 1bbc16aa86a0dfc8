import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SET_UP = `set -eu
mount --make-rprivate /
mount -t tmpfs tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"
mount --rbind /dev "$1/root/dev"
mount --rbind /sys "$1/root/sys"
mount -t tmpfs tmpfs "$1/root/run"
echo ready
read -r _
`;

/**
 * This machine seen through an overlay, with a host name of its own: scripts run in it as root on real users, real files
 * and real programs, and nothing of it is left. Devices and the kernel's settings are those of the machine.
 */
export class ScratchRoot {
  readonly #folder = mkdtempSync(join(tmpdir(), 'installer-root-'));
  readonly #holder: ChildProcess;

  private constructor() {
    this.#holder = spawn('unshare', ['--mount', '--uts', '--', '/bin/sh', '-c', SET_UP, 'sh', this.#folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  }

  static async open(): Promise<ScratchRoot> {
    const root = new ScratchRoot();
    await new Promise<void>((resolve, reject) => {
      root.#holder.stdout?.once('data', () => resolve());
      root.#holder.once('exit', (code) => reject(new Error(`the scratch root could not be made (${code})`)));
    });
    return root;
  }

  /** Feeds `script` to sh as root of the scratch root. */
  run(script: string, env: Record<string, string> = {}): { code: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(
      'nsenter',
      ['-t', String(this.#holder.pid), '-m', '-u', '--', 'chroot', join(this.#folder, 'root'), '/bin/sh'],
      { input: script, encoding: 'utf8', cwd: '/', env: { PATH: process.env.PATH ?? '', HOME: '/root', ...env } },
    );
    return { code: status, stdout, stderr };
  }

  /** What a script prints that must end well. */
  says(script: string): string {
    const { code, stdout, stderr } = this.run(script);
    if (code !== 0) throw new Error(`${script}\nended with ${code}: ${stdout}${stderr}`);
    return stdout;
  }

  close(): void {
    this.#holder.stdin?.end('\n');
    this.#holder.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A disk of `megabytes` that exists as long as it is not closed. */
export class LoopDisk {
  readonly #file: string;
  readonly device: string;

  constructor(megabytes: number) {
    this.#file = join(mkdtempSync(join(tmpdir(), 'installer-disk-')), 'image');
    execFileSync('truncate', ['-s', `${megabytes}M`, this.#file]);
    this.device = execFileSync('losetup', ['--find', '--show', '--partscan', this.#file], { encoding: 'utf8' }).trim();
  }

  close(): void {
    execFileSync('losetup', ['--detach', this.device]);
    rmSync(join(this.#file, '..'), { recursive: true, force: true });
  }
}
