import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debianMirror } from './mirror.ts';
import { output, run } from './run.ts';

export interface DebFile {
  readonly path: string;
  readonly name: string;
  readonly version: string;
}

/** Debian packages, fetched without touching what this machine itself has installed. */
export interface DebStore {
  /** Downloads packages and all they depend on that is not in the dpkg status file `status`. */
  closure(packages: readonly string[], status: string, into: string): Promise<DebFile[]>;
  /** Downloads exactly these packages and unpacks them, without running their scripts, under `root`. */
  unpack(packages: readonly string[], root: string): Promise<void>;
}

/** Makes a private apt configuration in `folder` and reads the package lists of Debian 12. */
export async function openDebStore(folder: string): Promise<DebStore> {
  const mirror = await debianMirror();
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  await writeFile(join(folder, 'sources.list'), `deb [signed-by=${keyring}] ${mirror} bookworm main\n`);
  await writeFile(
    join(folder, 'apt.conf'),
    [
      `Dir::Etc::sourcelist "${folder}/sources.list";`,
      'Dir::Etc::sourceparts "/dev/null";',
      `Dir::State::lists "${folder}/lists";`,
      `Dir::Cache "${folder}/cache";`,
      'APT::Sandbox::User "root";',
      'Debug::NoLocking "true";',
      '',
    ].join('\n'),
  );
  const env = { ...process.env, APT_CONFIG: join(folder, 'apt.conf'), DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });

  return {
    async closure(packages, status, into) {
      await mkdir(join(into, 'partial'), { recursive: true });
      await run(
        'apt-get',
        [
          ...['-o', `Dir::State::status=${status}`, '-o', `Dir::Cache::archives=${into}`, '-q', '-y'],
          ...['--no-install-recommends', '--download-only', 'install', ...packages],
        ],
        { env },
      );
      return await describe(into);
    },
    async unpack(packages, root) {
      const debs = join(folder, `unpack-${packages[0]}`);
      await mkdir(debs, { recursive: true });
      await run('apt-get', ['download', '-q', ...packages], { env, cwd: debs });
      for (const deb of await readdir(debs)) await run('dpkg', ['-x', join(debs, deb), root]);
    },
  };
}

async function describe(folder: string): Promise<DebFile[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.deb')).sort();
  return await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const [name, version] = (
        await output('dpkg-deb', ['--show', '--showformat', '${Package}\n${Version}', path])
      ).split('\n');
      return { path, name: name ?? file, version: version ?? '' };
    }),
  );
}
