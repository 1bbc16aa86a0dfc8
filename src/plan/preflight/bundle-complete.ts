import type { HostKind } from '../../bundle/items-for.ts';
import { type MissingItem, missingFromBundle } from '../../bundle/missing-from-bundle.ts';
import { requiredImages } from '../../kubeadm/default-images.ts';
import type { Bundle } from '../../model/bundle.ts';
import type { Finding } from '../../model/plan.ts';
import { listed } from './amount.ts';
import type { Candidate, Ground } from './ground.ts';
import { wantedPrograms } from './installed.ts';

const CHECKS: Readonly<Record<MissingItem['what'], string>> = {
  'kubernetes-version': 'bundle-version',
  arch: 'bundle-arch',
  os: 'bundle-os',
  binary: 'bundle-incomplete',
  image: 'bundle-incomplete',
};

/** Of kubeadm's images, those that run on workers too. */
const ON_WORKERS = /\/(kube-proxy|pause|coredns)[:@]/;

/** The bundle has everything that each host needs and does not have yet. The same lack on several hosts is said once. */
export function checkBundle(ground: Ground): Finding[] {
  const { bundle, newcomers, upgrading } = ground;
  if (bundle === undefined) return [];
  const needy = [...newcomers, ...upgrading];
  const lacks = new Map<string, { item: MissingItem; hosts: string[] }>();
  for (const candidate of needy) {
    for (const item of lacking(candidate, bundle, ground)) {
      const known = lacks.get(item.message);
      if (known === undefined) lacks.set(item.message, { item, hosts: [candidate.machine.name] });
      else known.hosts.push(candidate.machine.name);
    }
  }
  const findings = [...lacks.values()].map(({ item, hosts }) => finding(item, hosts, ground));
  return needy.length > 0 && !bundle.items.some(({ kind }) => kind === 'image')
    ? [...findings, noImages()]
    : [...findings, ...formerKubeProxy(bundle, ground)];
}

/** A host as the bundle sees it. */
export function hostKind({ machine, facts }: Pick<Candidate, 'machine' | 'facts'>): HostKind {
  return { role: machine.role, osId: facts.os.id, osVersion: facts.os.versionId, arch: facts.arch };
}

function lacking(candidate: Candidate, bundle: Bundle, { desired }: Ground): MissingItem[] {
  const { machine } = candidate;
  const hasImages = bundle.items.some(({ kind }) => kind === 'image');
  const missing = missingFromBundle(bundle, {
    ...hostKind(candidate),
    kubernetesVersion: machine.version,
    neededBinaries: wantedPrograms(candidate)
      .filter(({ absent }) => absent)
      .map(({ name }) => name)
      .filter((name) => !isPackaged(bundle, name)),
    neededImages: hasImages ? images(candidate, desired.kubeVip) : [],
  });
  return missing.map((item) => namingTheOther(item, candidate, bundle));
}

function images({ machine }: Candidate, kubeVip: Ground['desired']['kubeVip']): string[] {
  const all = requiredImages(machine.version, machine.kubeadmConfigSpec) ?? [];
  if (machine.role === 'worker') return all.filter((reference) => ON_WORKERS.test(reference));
  const image = kubeVip.enabled ? kubeVip.image : kubeVip.given?.image;
  return image === undefined ? all : [...all, image];
}

function isPackaged(bundle: Bundle, name: string): boolean {
  const names = name === 'containerd' ? ['containerd', 'containerd.io'] : name === 'crictl' ? ['cri-tools'] : [name];
  return bundle.items.some((item) => item.kind === 'package' && names.includes(item.name));
}

/** What is there but for another architecture is a likelier mistake than what was forgotten. */
function namingTheOther(item: MissingItem, { facts, machine }: Candidate, bundle: Bundle): MissingItem {
  const other = bundle.items.find(
    (candidate) =>
      (candidate.arch ?? bundle.arch) !== facts.arch &&
      (candidate.refs ?? [candidate.name]).some((name) => item.message.includes(` ${name} for ${machine.role} `)),
  );
  if (other === undefined || (item.what !== 'binary' && item.what !== 'image')) return item;
  const message = `the bundle's ${other.path} is for ${other.arch ?? bundle.arch}, the ${machine.role} hosts are ${facts.arch}`;
  return { what: 'arch', message, cure: `Build the bundle again with ${other.name} for ${facts.arch}.` };
}

function finding(
  { what, message, cure }: MissingItem,
  hosts: string[],
  { desired, newcomers, upgrading }: Ground,
): Finding {
  const [host] = hosts;
  const everyone = hosts.length === newcomers.length + upgrading.length && what === 'kubernetes-version';
  // A registry mirror may have the image that the bundle lacks.
  const elsewhere = what === 'image' && Object.keys(desired.registry?.mirrors ?? {}).length > 0;
  return {
    ...(hosts.length === 1 && !everyone && host !== undefined && { host }),
    check: CHECKS[what],
    severity: elsewhere ? 'warn' : 'refuse',
    message: hosts.length > 1 && !everyone ? `${message} (${listed(hosts)})` : message,
    cure,
  };
}

/** A node that joins before the control plane is wholly of its new version runs the kube-proxy that the others run. */
function formerKubeProxy(bundle: Bundle, { newcomers, cluster, desired }: Ground): Finding[] {
  const former = cluster?.kubeProxyVersion;
  const [first] = newcomers;
  if (former === undefined || first === undefined || former === desired.controlPlane.version) return [];
  const suffix = `/kube-proxy:${former.replace('+', '_')}`;
  if (bundle.items.some(({ refs }) => refs?.some((reference) => reference.endsWith(suffix)))) return [];
  return [
    {
      host: first.machine.name,
      check: 'bundle-former-kube-proxy',
      severity: 'warn',
      message: `runs kube-proxy ${former} until the whole control plane is of ${desired.controlPlane.version}, and the bundle does not hold that image`,
      cure: `Where hosts have no way to a registry, put kube-proxy:${former} into the bundle too; or upgrade machines where they are (rollout strategy type InPlace).`,
    },
  ];
}

function noImages(): Finding {
  return {
    check: 'bundle-without-images',
    severity: 'warn',
    message: 'the bundle holds no images: the hosts will pull them',
    cure: 'Where hosts have no way to a registry, build the bundle with images.',
  };
}
