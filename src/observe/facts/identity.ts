import type { HostFacts } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';
import type { Seen } from '../seen.ts';

type Identity = Pick<
  HostFacts,
  'hostname' | 'os' | 'systemd' | 'kernel' | 'arch' | 'machineId' | 'productUuid' | 'root' | 'timeSynchronized'
>;

/** `uname -m` → Go's GOARCH. */
const GO_ARCH: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  amd64: 'amd64',
  aarch64: 'arm64',
  arm64: 'arm64',
  armv7l: 'arm',
  armv6l: 'arm',
  i386: '386',
  i686: '386',
  ppc64le: 'ppc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
  loongarch64: 'loong64',
};

/** Who the host is. */
export const identity: FactSection<Identity> = {
  files: [
    '/proc/sys/kernel/hostname',
    '/proc/sys/kernel/osrelease',
    '/proc/sys/kernel/arch',
    '/etc/machine-id',
    '/sys/class/dmi/id/product_uuid',
  ],
  grep: {
    pattern: '^(Uid|Cpus_allowed_list):.*|^(ID|VERSION_ID|PRETTY_NAME)=.*',
    files: ['/proc/self/status', '/etc/os-release', '/usr/lib/os-release'],
  },
  exists: ['/run/systemd/system', '/run/systemd/timesync', '/run/systemd/timesync/synchronized'],
  // /proc/sys/kernel/arch came with Linux 6.1.
  scripts: { machine: '[ -e /proc/sys/kernel/arch ] || uname -m' },
  // Chrony answers over a local socket at once; timedated has to be started by D-Bus, so it comes last.
  slow: {
    time: {
      run: [
        'if [ -e /run/systemd/timesync/synchronized ]; then echo yes',
        'elif has chronyc; then limited chronyc -n tracking',
        'elif has ntpd || has ntpsec; then limited timedatectl show -p NTPSynchronized --value',
        'fi',
      ].join('\n'),
    },
  },
  parse(seen) {
    const machine = seen.value('/proc/sys/kernel/arch') ?? seen.lines('machine')[0]?.trim() ?? '';
    const machineId = seen.value('/etc/machine-id');
    const productUuid = seen.value('/sys/class/dmi/id/product_uuid')?.toLowerCase();
    const timeSynchronized = timeSync(seen);
    return {
      hostname: seen.value('/proc/sys/kernel/hostname') ?? '',
      os: os(seen),
      systemd: seen.exists('/run/systemd/system'),
      kernel: seen.value('/proc/sys/kernel/osrelease') ?? '',
      arch: GO_ARCH[machine] ?? machine,
      ...(machineId !== undefined && machineId !== 'uninitialized' && { machineId }),
      ...(productUuid !== undefined && { productUuid }),
      ...(timeSynchronized !== undefined && { timeSynchronized }),
      root: seen.found('/proc/self/status').some((line) => /^Uid:\s+\d+\s+0\b/.test(line)),
    };
  },
};

function os(seen: Seen): HostFacts['os'] {
  const etc = seen.found('/etc/os-release');
  const lines = etc.length > 0 ? etc : seen.found('/usr/lib/os-release');
  const value = (key: string): string => {
    const line = lines.find((candidate) => candidate.startsWith(`${key}=`));
    return line === undefined
      ? ''
      : line
          .slice(key.length + 1)
          .trim()
          .replace(/^(["'])(.*)\1$/, '$2');
  };
  return { id: value('ID').toLowerCase(), versionId: value('VERSION_ID'), prettyName: value('PRETTY_NAME') };
}

function timeSync(seen: Seen): boolean | undefined {
  const answer = seen.lines('time').join('\n');
  if (/^yes$/m.test(answer)) return true;
  if (/^no$/m.test(answer)) return false;
  const leap = /^Leap status\s*:\s*(.+)$/m.exec(answer)?.[1];
  if (leap !== undefined) return leap.trim() === 'Normal';
  // systemd-timesyncd runs, and has not reached a server yet.
  return seen.exists('/run/systemd/timesync') ? false : undefined;
}
