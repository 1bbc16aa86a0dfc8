import type { Check } from './check.ts';
import { workerGroups } from './worker-groups.ts';

const OLDEST_MINOR = 19;
/** The newest minor known when this was written; newer ones are tried, with a warning. */
const NEWEST_MINOR = 36;

interface Version {
  minor: number;
  patch: number;
}

/** Versions that kubeadm's configuration forms v1beta2 to v1beta4 cover. */
export const checkVersions: Check = (inventory, complain) => {
  const versions = [
    { path: ['spec', 'controlPlane', 'version'], text: inventory.spec?.controlPlane?.version },
    ...workerGroups(inventory).map(({ written, path }) => ({ path: [...path, 'version'], text: written?.version })),
  ];
  for (const { path, text } of versions) {
    const version = parse(text);
    if (version === undefined) continue;
    if (version.minor < OLDEST_MINOR) {
      complain(path, `Kubernetes ${text} is not supported`, `The oldest supported version is v1.${OLDEST_MINOR}.`);
    }
    if (version.minor > NEWEST_MINOR) {
      complain.warn(path, `Kubernetes ${text} is newer than this installer knows (v1.${NEWEST_MINOR})`);
    }
  }
};

/**
 * Kubelets are never newer than the API servers, and at most 3 minors older, 2 before v1.25.
 * @see https://kubernetes.io/releases/version-skew-policy/
 */
export const checkSkew: Check = (inventory, complain) => {
  const text = inventory.spec?.controlPlane?.version;
  const controlPlane = parse(text);
  if (controlPlane === undefined) return;
  for (const { written, path: group } of workerGroups(inventory)) {
    const workers = parse(written?.version);
    if (workers === undefined) continue;
    const path = [...group, 'version'];
    const newer =
      workers.minor > controlPlane.minor ||
      (workers.minor === controlPlane.minor && workers.patch > controlPlane.patch);
    const allowed = controlPlane.minor < 25 ? 2 : 3;
    if (newer) {
      complain(
        path,
        `workers of ${written?.version} are newer than the control plane (${text})`,
        `Use ${text}, or upgrade the control plane first.`,
      );
    } else if (controlPlane.minor - workers.minor > allowed) {
      const message = `workers of ${written?.version} are more than ${allowed} minor versions behind the control plane (${text})`;
      complain(path, message, `Use v1.${controlPlane.minor - allowed} or later.`);
    }
  }
};

function parse(text: string | undefined): Version | undefined {
  const parts = /^v1\.(\d+)\.(\d+)/.exec(text ?? '');
  if (parts !== null) return { minor: Number(parts[1]), patch: Number(parts[2]) };
  // v0.x is older than anything supported, v2.x newer than anything known.
  const major = /^v(\d+)\./.exec(text ?? '')?.[1];
  if (major === undefined) return undefined;
  return { minor: major === '0' ? 0 : Number.POSITIVE_INFINITY, patch: 0 };
}
