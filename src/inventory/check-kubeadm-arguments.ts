import type { Check, Complain } from './check.ts';
import type { DraftInventory } from './draft.ts';
import { kubeadmArguments, type WrittenArgument } from './kubeadm-arguments.ts';
import { kubeadmSpecs } from './kubeadm-specs.ts';
import { nearest } from './nearest.ts';
import type { DocumentPath } from './problem.ts';
import { workerGroups } from './worker-groups.ts';

/** Since which minor version the components are without a cloud provider of their own (KEP-2395; changelogs). */
const GONE: Readonly<Record<string, number>> = { openstack: 26, aws: 27, azure: 30, gce: 31, vsphere: 31 };
/** From this minor version on those left have to be asked for, by a feature gate. */
const SWITCHED_OFF = 29;
const GATE = 'DisableCloudProviders=false';
/** From this minor version on the API server has no such flag (kubernetes/kubernetes#130162). */
const NO_FLAG = 33;
const EXTERNAL =
  'Write external, with the manifest of its cloud controller manager under spec.manifests; or leave it out where there is no cloud.';

/** Extra arguments with which a component would not start on the host. */
export const checkKubeadmArguments: Check = (inventory, complain) => {
  for (const placed of kubeadmSpecs(inventory)) {
    const minor = minorOf(inventory, placed.path);
    for (const argument of kubeadmArguments(placed)) {
      checkName(argument, complain);
      if (argument.name === 'cloud-provider') checkProvider(argument, minor, complain);
    }
  }
};

function checkName({ name, path, inKey }: WrittenArgument, complain: Complain): void {
  const without = name.replace(/^-+/, '');
  if (without === name) return;
  const message = `the argument ${name} has dashes in its name: kubeadm puts them there, and would write --${name}`;
  const hint = `Write ${inKey ? '' : 'name: '}${without === '' ? 'the name of the argument' : without}`;
  if (inKey) complain.atKey(path, message, hint);
  else complain(path, message, hint);
}

function checkProvider(argument: WrittenArgument, minor: number | undefined, complain: Complain): void {
  const { component, value, path, beside } = argument;
  if (minor === undefined || value === null || value === undefined) return;
  const at = argument.inKey ? path : [...path.slice(0, -1), 'value'];
  if (component === 'apiServer') {
    const message = `the API server has no argument cloud-provider from v1.${NO_FLAG} on`;
    if (minor >= NO_FLAG) complain.atKey(path, message, 'Remove it.');
    return;
  }
  if (typeof value !== 'string' || value === '' || value === 'external') return;
  const gone = Object.hasOwn(GONE, value) ? GONE[value] : undefined;
  if (gone === undefined) {
    const meant = nearest(value, ['external', ...Object.keys(GONE)]);
    complain(
      at,
      `${component} knows no cloud provider ${value}`,
      meant === undefined ? EXTERNAL : `Did you mean ${meant}?`,
    );
  } else if (minor >= gone) {
    complain(
      at,
      `the cloud provider ${value} is in no ${component} from v1.${gone} on, which then does not start`,
      EXTERNAL,
    );
  } else if (minor >= SWITCHED_OFF && !String(beside['feature-gates'] ?? '').includes(GATE)) {
    const message = `the cloud provider ${value} is switched off from v1.${SWITCHED_OFF} on: ${component} does not start with it`;
    // A warning: the gate may be opened elsewhere, in kubeletConfiguration for one.
    const hint = `${EXTERNAL} Until it is gone in v1.${gone}, feature-gates: ${GATE} beside it switches it on.`;
    complain.warn(at, message, hint);
  }
}

/** Of the owner's own version, else of the control plane's. */
function minorOf(inventory: DraftInventory, spec: DocumentPath): number | undefined {
  const [, list, index] = spec;
  const group = workerGroups(inventory).find(({ path }) => path[1] === list && path[2] === index);
  const version = group?.written?.version ?? inventory.spec?.controlPlane?.version ?? '';
  const minor = /^v1\.(\d+)\./.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
