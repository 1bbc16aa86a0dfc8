import type { DiskPartitions } from '../model/desired.ts';
import { partitionType } from '../playbook/disk-scope.ts';
import type { Check, Complain } from './check.ts';
import { kubeadmSpecs } from './kubeadm-specs.ts';
import { nearest } from './nearest.ts';
import type { DocumentPath } from './problem.ts';

/** Of which there is a mkfs on Linux, and swap. */
const FILE_SYSTEMS = [
  'ext4',
  'ext3',
  'ext2',
  'xfs',
  'btrfs',
  'vfat',
  'fat',
  'msdos',
  'exfat',
  'f2fs',
  'jfs',
  'ntfs',
  'swap',
];

/** Partition tables, file systems and mounts of kubeadmConfigSpec. */
export const checkKubeadmDisks: Check = (inventory, complain) => {
  for (const { spec, path } of kubeadmSpecs(inventory)) {
    const seen = new Set<string>();
    for (const [index, disk] of (spec.diskSetup?.partitions ?? []).entries()) {
      if (disk === undefined) continue;
      const at = [...path, 'diskSetup', 'partitions', index];
      if (seen.has(disk.device)) complain([...at, 'device'], `${disk.device} is partitioned twice`);
      seen.add(disk.device);
      checkPartitions(disk, at, complain);
    }
    for (const [index, made] of (spec.diskSetup?.filesystems ?? []).entries()) {
      const at = [...path, 'diskSetup', 'filesystems', index, 'filesystem'];
      if (made?.filesystem !== undefined) checkFilesystem(made.filesystem, at, complain);
    }
    for (const [index, mount] of (spec.mounts ?? []).entries()) {
      if (mount !== undefined) checkMount(mount, [...path, 'mounts', index], complain);
    }
  }
};

function checkPartitions(disk: Partial<DiskPartitions>, at: DocumentPath, complain: Complain): void {
  const { device = 'the disk', layout, diskLayout = [], tableType = 'mbr' } = disk;
  if (layout === false && diskLayout.length > 0) {
    complain(
      [...at, 'layout'],
      `layout: false leaves ${device} as it is, and diskLayout parts it`,
      'Remove one of them.',
    );
  }
  const whole = diskLayout.reduce((sum, part) => sum + (part?.percentage ?? 0), 0);
  if (whole > 100) complain([...at, 'diskLayout'], `the partitions of ${device} are ${whole} % of it`);
  if (tableType === 'mbr' && diskLayout.length > 4) {
    complain([...at, 'diskLayout'], 'a table of type mbr has room for 4 partitions', 'Use tableType: gpt.');
  }
  for (const [index, part] of diskLayout.entries()) {
    if (part?.partitionType === undefined || partitionType(part.partitionType, tableType) !== undefined) continue;
    const known = tableType === 'gpt' ? '8300, 8200, 8e00, fd00, ef00' : '83, 82, 8e, fd, ef, or any two digits';
    complain(
      [...at, 'diskLayout', index, 'partitionType'],
      `${part.partitionType} is not known as a type of a ${tableType} partition`,
      `Known: ${known}.`,
    );
  }
}

function checkFilesystem(type: string, at: DocumentPath, complain: Complain): void {
  if (FILE_SYSTEMS.includes(type)) return;
  const meant = nearest(type, FILE_SYSTEMS);
  if (meant !== undefined) complain(at, `${type} is not a file system`, `Did you mean ${meant}?`);
  else {
    const hint = `Known are ${FILE_SYSTEMS.join(', ')}.`;
    complain.warn(at, `${type} is not known as a file system: each host has to have mkfs.${type}`, hint);
  }
}

function checkMount(mount: readonly string[], at: DocumentPath, complain: Complain): void {
  const [device = '', path = '', type] = mount;
  if (type === 'swap') {
    complain.warn(
      at,
      'swap is left out: the kubelet wants none',
      'Set vars: { swap: keep } and kubeletConfiguration: { failSwapOn: false } to have it.',
    );
  } else if (!path.startsWith('/')) complain([...at, 1], `${path || 'nothing'} is not an absolute path to mount at`);
  if (/^(ephemeral|swap)\d*(\.\d+)?$/.test(device) && type !== 'swap') {
    complain(
      [...at, 0],
      `${device} is a name that a cloud gives to a disk`,
      'Name the disk: /dev/disk/by-id/…, or LABEL=…',
    );
  }
}
