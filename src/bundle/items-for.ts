import type { Bundle, BundleItem } from '../model/bundle.ts';

/** A host as the bundle sees it. */
export interface HostKind {
  role: 'control-plane' | 'worker';
  /** ID and VERSION_ID of /etc/os-release: `debian`, `12`. */
  osId: string;
  osVersion: string;
  /** Go's name: amd64, arm64. */
  arch: string;
}

/** The items of a bundle that a host takes: for its role, its operating system and its architecture. In the bundle's order. */
export function itemsFor(bundle: Bundle, host: HostKind): BundleItem[] {
  return bundle.items.filter(
    (item) =>
      isForArch(item.arch ?? bundle.arch, host.arch) &&
      (item.roles === undefined || item.roles.includes(host.role)) &&
      (item.os === undefined || isForOs(item.os, host.osId, host.osVersion)),
  );
}

/** `debian-12` fits Debian 12; `rhel-9` also fits RHEL 9.4: a major version stands for its minors. */
export function isForOs(os: string, osId: string, osVersion: string): boolean {
  const wanted = `${osId}-${osVersion}`;
  return os === wanted || os === osId || wanted.startsWith(`${os}.`);
}

function isForArch(arch: string, host: string): boolean {
  return arch === host || !isMachineArch(arch);
}

/** Packages without machine code are for every architecture: `all` to Debian, `noarch` to RPM. */
export function isMachineArch(arch: string): boolean {
  return arch !== 'all' && arch !== 'noarch';
}
