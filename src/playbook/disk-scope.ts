import type { DiskFilesystem, DiskPartitions } from '../model/desired.ts';
import { textDigest } from './text-digest.ts';

/** Partition types of sfdisk by their numbers, two digits as on MBR, four as sgdisk and Cluster API write them. */
const TYPES: Readonly<Record<string, string>> = {
  '83': 'L',
  '8300': 'L',
  '82': 'S',
  '8200': 'S',
  '8e': 'V',
  '8e00': 'V',
  fd: 'R',
  fd00: 'R',
  ef: 'U',
  ef00: 'U',
};

/** sfdisk before 2.36 knows no letters for these. */
const GPT_TYPES: Readonly<Record<string, string>> = {
  L: '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
  S: '0657FD6D-A4AB-43C4-84E5-0933C84B4F4F',
  V: 'E6D6D379-F507-44C2-A23C-238F2A3DF928',
  R: 'A19D880F-05FC-4D3B-A006-743F0F84911E',
  U: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
};
const MBR_TYPES: Readonly<Record<string, string>> = { L: '83', S: '82', V: '8e', R: 'fd', U: 'ef' };

/** A partition table as the disk scripts want it; none where the disk is to be left as it is. */
export function partitionTable({
  device,
  layout,
  diskLayout,
  overwrite = false,
  tableType = 'mbr',
}: DiskPartitions): Record<string, unknown>[] {
  const parts = diskLayout?.length ? diskLayout : layout === true ? [{ percentage: 100 }] : [];
  if (parts.length === 0) return [];
  return [
    {
      device,
      mark: markOf({ device, layout, diskLayout, overwrite, tableType }),
      overwrite,
      label: tableType === 'gpt' ? 'gpt' : 'dos',
      // `percentage:type` of each, one word.
      parts: parts.map(({ percentage, partitionType }: { percentage: number; partitionType?: string }) =>
        [percentage, typeFor(partitionType, tableType)].join(':'),
      ),
    },
  ];
}

/** Undefined for a type that the table has no name for. */
export function partitionType(written: string | undefined, tableType: 'mbr' | 'gpt'): string | undefined {
  const type = (written ?? '83').toLowerCase();
  const letter = TYPES[type];
  if (letter !== undefined) return (tableType === 'gpt' ? GPT_TYPES : MBR_TYPES)[letter];
  return tableType === 'mbr' && type.length === 2 ? type : undefined;
}

function typeFor(written: string | undefined, tableType: 'mbr' | 'gpt'): string {
  return partitionType(written, tableType) ?? partitionType(undefined, tableType) ?? '';
}

/** Names what was made on a disk, so that it is never made twice in the life of a machine. */
function markOf(wanted: object): string {
  return textDigest(JSON.stringify(wanted));
}

/** A file system with every field there. */
export function fileSystem(given: DiskFilesystem): Required<DiskFilesystem> & { mark: string } {
  return { mark: markOf(given), label: '', partition: 'any', overwrite: false, replaceFS: '', extraOpts: [], ...given };
}

const OPTIONS = 'defaults,nofail';

/**
 * Mounts as lines of fstab. cloud-init's defaults, but for what makes a unit wait for cloud-init. Swap is left out unless
 * it is to stay on: Kubernetes wants none.
 */
export function mountsOf(
  mounts: readonly (readonly string[])[] | undefined,
  vars: Readonly<Record<string, unknown>>,
): { path: string; swap: boolean; line: string }[] {
  return (mounts ?? []).flatMap(
    ([device = '', path = '', type = 'auto', options = OPTIONS, freq = '0', pass = '2']) => {
      const swap = type === 'swap';
      if (swap && vars.swap !== 'keep') return [];
      const source = /^(\/|\w+=)/.test(device) || device.includes(':') ? device : `/dev/${device}`;
      const fields = [source, swap ? 'none' : path, type, options, freq, pass];
      return [{ path, swap, line: fields.map(escaped).join('\t') }];
    },
  );
}

/** fstab parts its fields by white space. */
function escaped(field: string): string {
  return field.replace(/[\s\\]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
