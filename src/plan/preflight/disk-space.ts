import { itemsFor } from '../../bundle/items-for.ts';
import type { BundleItem } from '../../model/bundle.ts';
import type { HostFacts } from '../../model/facts.ts';
import type { Finding } from '../../model/plan.ts';
import { amount } from './amount.ts';
import { hostKind } from './bundle-complete.ts';
import type { Candidate, Ground } from './ground.ts';

const GIB = 2 ** 30;

/** An image takes its archive's size in the content store and, unpacked, up to twice that in snapshots. */
const UNPACKED_IMAGE = 3;

/** Room that a node needs on top of what is installed: logs, container file systems, etcd. Bytes. */
const LIVING = GIB;

/** The kubelet evicts pods when less than this is free: its default thresholds nodefs 10 %, imagefs 15 %. */
const EVICTION: readonly { path: string; fraction: number }[] = [
  { path: '/var/lib/kubelet', fraction: 0.1 },
  { path: '/var/lib/containerd', fraction: 0.15 },
];

/** Room for the bundle and for living; what goes to one file system is added up. */
export function checkDiskSpace(ground: Ground): Finding[] {
  return ground.newcomers.flatMap((candidate) => {
    const { facts, machine } = candidate;
    const short = shortages(facts, needs(candidate, ground)).map(
      ({ mount, needed, free }): Finding => ({
        host: machine.name,
        check: 'disk-space',
        severity: 'refuse',
        message: `${mount} has ${amount(free)} free, ${amount(needed)} are needed`,
        cure: `Make room on ${mount}, or enlarge it.`,
      }),
    );
    return short.length > 0 ? short : pressure(candidate);
  });
}

function needs({ machine, facts }: Candidate, { bundle }: Ground): { path: string; bytes: number }[] {
  const wanted = [
    { path: '/var/lib/kubelet', bytes: LIVING },
    ...(machine.role === 'control-plane' ? [{ path: '/var/lib/etcd', bytes: LIVING }] : []),
  ];
  if (bundle === undefined) return wanted;
  const items = itemsFor(bundle, hostKind({ machine, facts }));
  const total = (chosen: BundleItem[]): number => chosen.reduce((sum, { size }) => sum + size, 0);
  const stored = new Set(facts.store.filter(({ partial }) => !partial).map(({ sha256 }) => sha256));
  const images = items.filter(({ kind }) => kind === 'image');
  const others = items.filter(({ kind }) => kind !== 'image');
  return [
    ...wanted,
    { path: '/var/lib/installer', bytes: total(items.filter(({ sha256 }) => !stored.has(sha256))) },
    { path: '/var/lib/containerd', bytes: total(images) * UNPACKED_IMAGE },
    { path: '/usr', bytes: total(others) * 2 },
  ];
}

function shortages(facts: HostFacts, wanted: { path: string; bytes: number }[]) {
  const byMount = new Map<string, { mount: string; needed: number; free: number }>();
  for (const { path, bytes } of wanted) {
    const disk = diskOf(facts, path);
    if (disk === undefined) continue;
    const known = byMount.get(disk.mount) ?? { mount: disk.mount, needed: 0, free: disk.freeBytes };
    byMount.set(disk.mount, { ...known, needed: known.needed + bytes });
  }
  return [...byMount.values()].filter(({ needed, free }) => needed > free);
}

/** The node would start, and say DiskPressure. */
function pressure({ facts, machine }: Candidate): Finding[] {
  const pressed = EVICTION.flatMap(({ path, fraction }) => {
    const disk = diskOf(facts, path);
    return disk !== undefined && disk.freeBytes < disk.totalBytes * fraction ? [{ ...disk, fraction }] : [];
  });
  const [worst] = pressed.sort((a, b) => b.fraction - a.fraction);
  if (worst === undefined) return [];
  const percent = Math.floor((worst.freeBytes / worst.totalBytes) * 100);
  return [
    {
      host: machine.name,
      check: 'disk-pressure',
      severity: 'warn',
      message: `${worst.mount} is ${percent} % free; below ${worst.fraction * 100} % the kubelet evicts pods`,
      cure: `Make room on ${worst.mount}, or enlarge it.`,
    },
  ];
}

function diskOf(facts: HostFacts, path: string): HostFacts['disks'][number] | undefined {
  return facts.disks
    .filter(({ mount }) => mount === '/' || path === mount || path.startsWith(`${mount}/`))
    .sort((a, b) => b.mount.length - a.mount.length)[0];
}
