import { readFile } from 'node:fs/promises';
import { step } from './progress.ts';
import { run } from './run.ts';

/** What the set-up runs, by the Debian package that carries it. */
const TOOLS: Readonly<Record<string, string>> = {
  dockerd: 'docker.io',
  docker: 'docker.io',
  iptables: 'iptables',
  debootstrap: 'debootstrap',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  rsync: 'rsync',
  gcc: 'gcc',
  make: 'make',
  patch: 'patch',
  xz: 'xz-utils',
  'dpkg-source': 'dpkg-dev',
  ip: 'iproute2',
};

/** Installs the Debian packages the lab needs, and says nothing when they are all there. */
export async function ensureDebianPackages(): Promise<void> {
  const missing = new Set<string>();
  for (const [tool, debianPackage] of Object.entries(TOOLS)) {
    const found = await run('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${tool}`], { allow: [1, 127] });
    if (found.code !== 0) missing.add(debianPackage);
  }
  // pause is linked statically, which wants the C library's archive and headers.
  if ((await run('test', ['-e', '/usr/include/stdio.h'], { allow: [1] })).code !== 0) missing.add('libc6-dev');
  if (missing.size === 0) return;

  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (!/VERSION_CODENAME=bookworm/.test(release) || process.getuid?.() !== 0) {
    throw new Error(
      `the lab needs ${[...missing].join(', ')}. It installs Debian packages itself as root on Debian 12; here, install them and try again.`,
    );
  }
  const packages = [...missing].sort();
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step('apt-get update', () => run('apt-get', ['update', '-q'], { env }));
  await step(`installing ${packages.join(' ')}`, () =>
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env }),
  );
}
