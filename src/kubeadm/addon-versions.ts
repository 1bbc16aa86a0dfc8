import { parseVersion } from '../model/version.ts';

/** Tags of the images whose versions kubeadm decides, not Kubernetes. */
export interface AddonVersions {
  etcd: string;
  coredns: string;
  pause: string;
}

/** minor, first patch, last patch, etcd, coredns, pause. */
type Row = readonly [number, number, number, string, string, string];

/**
 * What `kubeadm config images list` of each release prints (constants.go of each tag). Only releases that are known:
 * etcd's tag changes between patch releases, so a later patch of a minor is not guessed from an earlier one.
 */
const ROWS: readonly Row[] = [
  [20, 0, 15, '3.4.13-0', '1.7.0', '3.2'],
  [21, 0, 14, '3.4.13-0', 'v1.8.0', '3.4.1'],
  [22, 0, 16, '3.5.0-0', 'v1.8.4', '3.5'],
  [22, 17, 17, '3.5.6-0', 'v1.8.4', '3.5'],
  [23, 0, 13, '3.5.1-0', 'v1.8.6', '3.6'],
  [23, 14, 14, '3.5.5-0', 'v1.8.6', '3.6'],
  [23, 15, 17, '3.5.6-0', 'v1.8.6', '3.6'],
  [24, 0, 7, '3.5.3-0', 'v1.8.6', '3.7'],
  [24, 8, 8, '3.5.5-0', 'v1.8.6', '3.7'],
  [24, 9, 17, '3.5.6-0', 'v1.8.6', '3.7'],
  [25, 0, 3, '3.5.4-0', 'v1.9.3', '3.8'],
  [25, 4, 4, '3.5.5-0', 'v1.9.3', '3.8'],
  [25, 5, 14, '3.5.6-0', 'v1.9.3', '3.8'],
  [25, 15, 16, '3.5.9-0', 'v1.9.3', '3.8'],
  [26, 0, 9, '3.5.6-0', 'v1.9.3', '3.9'],
  [26, 10, 12, '3.5.9-0', 'v1.9.3', '3.9'],
  [26, 13, 15, '3.5.10-0', 'v1.9.3', '3.9'],
  [27, 0, 6, '3.5.7-0', 'v1.10.1', '3.9'],
  [27, 7, 9, '3.5.9-0', 'v1.10.1', '3.9'],
  [27, 10, 11, '3.5.10-0', 'v1.10.1', '3.9'],
  [27, 12, 16, '3.5.12-0', 'v1.10.1', '3.9'],
  [28, 0, 5, '3.5.9-0', 'v1.10.1', '3.9'],
  [28, 6, 7, '3.5.10-0', 'v1.10.1', '3.9'],
  [28, 8, 13, '3.5.12-0', 'v1.10.1', '3.9'],
  [28, 14, 15, '3.5.15-0', 'v1.10.1', '3.9'],
  [29, 0, 2, '3.5.10-0', 'v1.11.1', '3.9'],
  [29, 3, 8, '3.5.12-0', 'v1.11.1', '3.9'],
  [29, 9, 10, '3.5.15-0', 'v1.11.1', '3.9'],
  [30, 0, 4, '3.5.12-0', 'v1.11.1', '3.9'],
  [30, 5, 6, '3.5.15-0', 'v1.11.3', '3.9'],
  [31, 0, 0, '3.5.15-0', 'v1.11.1', '3.10'],
  [31, 1, 2, '3.5.15-0', 'v1.11.3', '3.10'],
  [31, 14, 14, '3.5.24-0', 'v1.11.3', '3.10'],
  [32, 0, 9, '3.5.16-0', 'v1.11.3', '3.10'],
  [32, 13, 13, '3.5.24-0', 'v1.11.3', '3.10'],
  [33, 0, 5, '3.5.21-0', 'v1.12.0', '3.10'],
  [33, 7, 9, '3.5.24-0', 'v1.12.0', '3.10'],
  [34, 0, 1, '3.6.4-0', 'v1.12.1', '3.10.1'],
  [34, 2, 10, '3.6.5-0', 'v1.12.1', '3.10.1'],
  [35, 0, 5, '3.6.6-0', 'v1.13.1', '3.10.1'],
  [36, 1, 5, '3.6.8-0', 'v1.14.2', '3.10.2'],
];

/** The tags for this release; undefined for one that is not known, a pre-release among them. */
export function addonVersions(kubernetesVersion: string): AddonVersions | undefined {
  const { major, minor, patch, prerelease } = parseVersion(kubernetesVersion);
  if (major !== 1 || prerelease !== '') return undefined;
  const row = ROWS.find(([of, first, last]) => of === minor && patch >= first && patch <= last);
  return row && { etcd: row[3], coredns: row[4], pause: row[5] };
}

/** pause's tag never changed inside a minor so far; a minor that is not known gets its nearest known neighbour's. */
export function pauseTag(kubernetesVersion: string): string {
  const { minor } = parseVersion(kubernetesVersion);
  const nearest = [...ROWS].sort((a, b) => Math.abs(a[0] - minor) - Math.abs(b[0] - minor))[0];
  return nearest?.[5] ?? '3.10';
}
