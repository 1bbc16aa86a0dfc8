import { InstallerError } from '../errors.ts';

/** A Kubernetes version taken apart: `v1.21.2+vmware.1`, `v1.31.0-rc.1`. */
export interface KubernetesVersion {
  major: number;
  minor: number;
  patch: number;
  /** `rc.1` of `v1.31.0-rc.1`; empty for a release. */
  prerelease: string;
  /** `vmware.1` of `v1.21.2+vmware.1`; empty without one. */
  build: string;
}

const VERSION = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;

/** The parts of a version written as `v1.20.2` or `1.20.2`; undefined for anything else. */
export function tryParseVersion(text: string): KubernetesVersion | undefined {
  const match = VERSION.exec(text.trim());
  if (!match) return undefined;
  const [, major = '', minor = '', patch = '', prerelease = '', build = ''] = match;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease, build };
}

/** @throws InstallerError `inventory-invalid` when `text` is not `vMAJOR.MINOR.PATCH` with optional suffixes */
export function parseVersion(text: string): KubernetesVersion {
  const version = tryParseVersion(text);
  if (!version) {
    throw new InstallerError('inventory-invalid', `"${text}" is not a Kubernetes version`, {
      hint: 'Write it as vMAJOR.MINOR.PATCH, for example v1.34.2.',
    });
  }
  return version;
}

/**
 * Negative when `a` is older, positive when newer, 0 when the same. Semantic versioning's order, with one addition:
 * build suffixes decide a tie, because vendors count their rebuilds there (`+vmware.1` before `+vmware.2`).
 * @throws InstallerError `inventory-invalid` for text that is not a version
 */
export function compareVersions(a: string, b: string): number {
  const left = parseVersion(a);
  const right = parseVersion(b);
  return (
    left.major - right.major ||
    left.minor - right.minor ||
    left.patch - right.patch ||
    comparePrereleases(left.prerelease, right.prerelease) ||
    compareDotted(left.build, right.build)
  );
}

/** `version` is `floor` or newer; `floor` is written `1.24` or `1.24.3`. Pre-releases of the floor count as reaching it. */
export function atLeast(version: string, floor: string): boolean {
  const have = parseVersion(version);
  const [major = 0, minor = 0, patch = 0] = floor.split('.').map(Number);
  return (have.major - major || have.minor - minor || have.patch - patch) >= 0;
}

/** `1.21` of `v1.21.2+vmware.1`. */
export function minorVersion(version: string): string {
  const { major, minor } = parseVersion(version);
  return `${major}.${minor}`;
}

/** How many minors `a` is ahead of `b`; negative when behind. A different major counts as 1000 minors. */
export function minorsAhead(a: string, b: string): number {
  const left = parseVersion(a);
  const right = parseVersion(b);
  return (left.major - right.major) * 1000 + left.minor - right.minor;
}

function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  return compareDotted(a, b);
}

function compareDotted(a: string, b: string): number {
  const left = a === '' ? [] : a.split('.');
  const right = b === '' ? [] : b.split('.');
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(one, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareIdentifiers(a: string, b: string): number {
  const numeric = [a, b].map((part) => /^\d+$/.test(part));
  if (numeric[0] && numeric[1]) return Number(a) - Number(b);
  if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
