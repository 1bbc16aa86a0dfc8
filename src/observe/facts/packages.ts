import type { HostFacts } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';
import type { Seen } from '../seen.ts';

type Packages = Pick<HostFacts, 'packageManager' | 'packages' | 'ownRunActive'>;

const CARED_FOR = [
  'containerd',
  'containerd.io',
  'runc',
  'docker.io',
  'docker-ce',
  'cri-o',
  'cri-tools',
  'kubeadm',
  'kubelet',
  'kubectl',
  'kubernetes-cni',
  'containernetworking-plugins',
  'conntrack',
  'conntrack-tools',
  'socat',
  'ebtables',
  'ethtool',
  'iptables',
  'iptables-nft',
  'nftables',
  'ipset',
  'ipvsadm',
  'iproute2',
  'iproute',
  'kmod',
  'chrony',
  'systemd-timesyncd',
  'ntpsec',
  'keepalived',
  'haproxy',
];

const APT_LOCKS = [
  '/var/lib/dpkg/lock-frontend',
  '/var/lib/dpkg/lock',
  '/var/lib/apt/lists/lock',
  '/var/cache/apt/archives/lock',
];
/** Held, by flock, while a script of ours changes the host: also by one whose installer was killed. */
const OWN_LOCK = '/run/installer/host.lock';
const RPM_LOCKS = ['/var/lib/rpm/.rpm.lock', '/usr/lib/sysimage/rpm/.rpm.lock'];
const DNF_PID_FILES = [
  '/var/cache/dnf/metadata_lock.pid',
  '/var/cache/dnf/download_lock.pid',
  '/var/lib/dnf/rpmdb_lock.pid',
  '/run/dnf.pid',
  '/run/yum.pid',
];

// dpkg's own file, one process of 5 ms; dpkg-query costs three to five times that. Its fields have a fixed order.
const DPKG = [
  `awk -v names='${CARED_FOR.join(' ')}' '`,
  'BEGIN { n = split(names, list, " "); for (i = 1; i <= n; i++) wanted[list[i]] = 1 }',
  '/^Package: / { package = $2 }',
  '/^Status: / { status = $NF; if (status ~ /^(half-installed|half-configured|unpacked)$/) print "!", package, status }',
  '/^Version: / { if (status == "installed" && package in wanted) print "=", package, $2 }',
  "' /var/lib/dpkg/status",
].join('\n');

/** What is installed, and whether the package manager can be used now. */
export const packages: FactSection<Packages> = {
  exists: ['/usr/bin/apt-get', '/usr/bin/dnf', '/usr/bin/yum', '/usr/bin/tdnf', '/var/lib/dpkg/updates/[0-9]*'],
  stat: [...APT_LOCKS, ...RPM_LOCKS],
  scripts: {
    locks: [
      'if [ -r /proc/locks ]; then',
      'while read -r _ kind _ mode pid where _; do',
      '[ "$kind $mode" = "POSIX WRITE" ] || continue',
      'comm=; read -r comm < "/proc/$pid/comm"; echo "$where $comm"',
      'done < /proc/locks',
      'fi',
      // Asked by trying: a lock whose taker has ended is not listed in containers. Shared, and let go at once.
      `[ "$unsettled" ] && [ -e ${OWN_LOCK} ] && has flock && { flock -n -s ${OWN_LOCK} true || echo own-run; }`,
      `for f in ${DNF_PID_FILES.join(' ')}; do`,
      '[ -r "$f" ] || continue',
      'pid=; read -r pid < "$f"; comm=; [ "$pid" ] && read -r comm < "/proc/$pid/comm" && echo "pidfile $comm"',
      'done',
    ].join('\n'),
  },
  slow: {
    packages: {
      run: [
        'if [ -r /var/lib/dpkg/status ]; then',
        DPKG,
        'elif has rpm; then',
        `limited rpm -q --qf '= %{NAME} %{VERSION}-%{RELEASE}\\n' ${CARED_FOR.join(' ')} | grep '^= '`,
        'fi',
      ].join('\n'),
    },
  },
  parse(seen) {
    const installed: Record<string, string> = {};
    for (const line of seen.lines('packages')) {
      const [, name, version] = /^= (\S+) (\S+)$/.exec(line) ?? [];
      if (name !== undefined && version !== undefined) installed[name] = version;
    }
    const lockedBy = packageManagerLock(seen);
    const ownRunActive = seen.lines('locks').includes('own-run');
    const broken = brokenState(seen);
    return {
      packages: installed,
      ...(ownRunActive && { ownRunActive }),
      packageManager: {
        kind: managerKind(seen),
        ...(lockedBy !== undefined && { lockedBy }),
        ...(broken !== undefined && { broken }),
      },
    };
  },
};

function managerKind(seen: Seen): 'apt' | 'dnf' | 'none' {
  if (seen.exists('/usr/bin/apt-get')) return 'apt';
  return seen.exists('/usr/bin/dnf') || seen.exists('/usr/bin/yum') || seen.exists('/usr/bin/tdnf') ? 'dnf' : 'none';
}

function packageManagerLock(seen: Seen): string | undefined {
  const pidFile = seen
    .lines('locks')
    .map((line) => /^pidfile (.*(?:dnf|yum|rpm|packagekit|python).*)$/i.exec(line)?.[1]);
  return pidFile.find((name) => name !== undefined) ?? lockHolder(seen);
}

/** Name of the process that holds one of the package manager's lock files. */
function lockHolder(seen: Seen): string | undefined {
  const locks = seen.stats().filter(({ path }) => APT_LOCKS.includes(path) || RPM_LOCKS.includes(path));
  for (const line of seen.lines('locks')) {
    const [, major, minor, inode, name] = /^([0-9a-f]+):([0-9a-f]+):(\d+) ?(.*)$/.exec(line) ?? [];
    if (major === undefined || minor === undefined) continue;
    const device = makeDevice(Number.parseInt(major, 16), Number.parseInt(minor, 16));
    if (!locks.some((lock) => lock.inode === Number(inode) && lock.device === device)) continue;
    return name === undefined || name === '' ? 'another process' : name;
  }
  return undefined;
}

/** Linux' `makedev`, as `st_dev` packs it. */
function makeDevice(major: number, minor: number): number {
  return (minor & 0xff) + (major & 0xfff) * 0x100 + (minor >> 8) * 0x100000;
}

function brokenState(seen: Seen): string | undefined {
  const half = seen.lines('packages').flatMap((line) => {
    const [, name, state] = /^! (\S+) (\S+)$/.exec(line) ?? [];
    return name === undefined ? [] : [`${name} is ${state}`];
  });
  const interrupted = seen.under('/var/lib/dpkg/updates').length > 0;
  if (interrupted) half.push('dpkg was interrupted');
  return half.length === 0 ? undefined : half.join(', ');
}
