import { compareVersions, tryParseVersion } from '../model/version.ts';

/** Images of the addons that kubeadm brings: what the cluster runs, and what a kubeadm of the new version would. */
export interface AddonImages {
  have: Record<string, string | undefined>;
  want: Record<string, string | undefined>;
}

export const ADDONS = ['kube-proxy', 'coredns'] as const;
export type Addon = (typeof ADDONS)[number];

/**
 * Reads lines `have ADDON IMAGE` and `want IMAGE`, the latter of `kubeadm config images list`. An addon without a line
 * `have` is not there, or is not kubeadm's.
 */
export function parseAddonImages(stdout: string): AddonImages {
  const images: AddonImages = { have: {}, want: {} };
  for (const line of stdout.split('\n')) {
    const [word, ...rest] = line.trim().split(/\s+/);
    const image = rest.at(-1);
    if (image === undefined) continue;
    if (word === 'have' && rest[0] !== undefined && rest.length === 2) images.have[rest[0]] = image;
    if (word === 'want') images.want[nameOf(image)] = image;
  }
  return images;
}

/**
 * The addons to be upgraded: those that are there from another image than wanted. One that is newer, or whose tag is no
 * version or whose image another name than kubeadm's, is somebody else's choice and stays.
 */
export function outdatedAddons({ have, want }: AddonImages): { addon: Addon; from: string; to: string }[] {
  return ADDONS.flatMap((addon) => {
    const [from, to] = [have[addon], want[addon]];
    if (from === undefined || to === undefined || from === to || nameOf(from) !== nameOf(to)) return [];
    const [old, fresh] = [tagOf(from), tagOf(to)];
    if (tryParseVersion(old) === undefined || tryParseVersion(fresh) === undefined) return [];
    return compareVersions(old, fresh) > 0 ? [] : [{ addon, from, to }];
  });
}

/** `coredns` of `registry.k8s.io/coredns/coredns:v1.11.1`. */
function nameOf(image: string): string {
  return (image.split('/').at(-1) ?? '').split(/[:@]/)[0] ?? '';
}

/** A `+` of a version stands in tags as `_`; etcd's and CoreDNS's tags have none. */
function tagOf(image: string): string {
  return (/:([^/:@]+)(?:@.*)?$/.exec(image)?.[1] ?? '').replaceAll('_', '+');
}
