import type { Desired } from '../model/desired.ts';
import type { ExistingMachine, Outdated } from '../model/existing-machine.ts';
import type { HostFacts } from '../model/facts.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import { compareVersions, tryParseVersion } from '../model/version.ts';
import { differingFields, machineTemplate } from './machine-template.ts';

/** What was seen of one machine whose bootstrap ended well. */
export interface SeenMachine extends Pick<ExistingMachine, 'name' | 'role' | 'owner'> {
  record: MachineRecord | undefined;
  /** Of its host, where that was visited. */
  facts: HostFacts | undefined;
}

/** What an owner wants of its machines. */
interface Wanted {
  version: string;
  template: string | undefined;
  inPlace: boolean;
  /** ISO 8601, passed. */
  after?: string;
  certificatesExpiryDays?: number;
}

/**
 * Tells of machines whether their owner wants something else of them by now (Cluster API: MachineTemplateUpToDate, and
 * KCP's rollout triggers): another version or specification than they were made with, or that they be made anew after a
 * moment or before their certificates expire. Of a machine whose record keeps no template only the version is compared. One
 * whose upgrade was begun, and has not ended, is outdated whatever is wanted now.
 * @param owner of a machine, now
 * @param at ISO 8601; undefined: no moment has passed
 */
export function outdatedFinder(
  desired: Desired,
  owner: (machine: SeenMachine) => string | undefined,
  at: string | undefined,
): (machine: SeenMachine) => Outdated | undefined {
  const owners = wantedByOwner(desired, at);
  return (machine) => {
    const wanted = owners.get(owner(machine) ?? '');
    return wanted && outdatedIn(machine, wanted);
  };
}

function wantedByOwner(desired: Desired, at: string | undefined): Map<string, Wanted> {
  const { controlPlane, machineDeployments } = desired;
  const now = at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(at);
  const wanted = (
    name: string,
    { version, rollout }: Pick<Desired['controlPlane'], 'version'> & AnyRollout,
  ): Wanted => ({
    version,
    template: machineTemplate(desired, name),
    inPlace: rollout.strategy === 'InPlace',
    ...(rollout.after !== undefined && Date.parse(rollout.after) <= now && { after: rollout.after }),
    ...(rollout.certificatesExpiryDays !== undefined && { certificatesExpiryDays: rollout.certificatesExpiryDays }),
  });
  return new Map([
    ['control-plane', wanted('control-plane', controlPlane)],
    ...machineDeployments.map((md): [string, Wanted] => [md.name, wanted(md.name, md)]),
  ]);
}

interface AnyRollout {
  rollout: { strategy: string; after?: string; certificatesExpiryDays?: number };
}

function outdatedIn({ record, facts }: SeenMachine, wanted: Wanted): Outdated | undefined {
  // An upgrade is marked on the host when it begins and when it has ended, and recorded after that.
  const mark = facts?.machine;
  const begun = mark?.upgrading;
  const is = [record?.version, mark?.version].find((known) => known !== undefined && known !== wanted.version);
  const fields = firstDifference([record?.template, mark?.template, begun?.template], wanted.template);
  const anew = wanted.inPlace ? undefined : whyAnew(record, facts, wanted);
  const reasons = [
    ...(is === undefined ? [] : [`${is} → ${wanted.version}`]),
    ...(fields.length > 0 ? [inWords(fields)] : []),
    ...(anew === undefined ? [] : [anew]),
  ];
  if (reasons.length === 0) {
    if (!begun) return undefined;
    const why = `its upgrade to ${begun.version} was begun and has not ended`;
    return { why, byUpgrade: begun.template === wanted.template, begun: true };
  }
  const unfinished = begun && { begun: true as const };
  if (is === undefined) return { why: reasons.join('; '), byUpgrade: false, ...unfinished };
  const byUpgrade = reasons.length === 1 && isNewer(wanted.version, is);
  return { why: reasons.join('; '), byUpgrade, version: { is, wanted: wanted.version }, ...unfinished };
}

function firstDifference(templates: readonly (string | undefined)[], wanted: string | undefined): string[] {
  if (wanted === undefined) return [];
  const differing = templates.map((template) => (template === undefined ? [] : differingFields(template, wanted)));
  return differing.find((fields) => fields.length > 0) ?? [];
}

function inWords(fields: string[]): string {
  const ofCluster = fields.filter((field) => field === 'cluster').map(() => 'the cluster');
  const ofSpec = fields.filter((field) => field !== 'cluster');
  const spec = ofSpec.length > 0 ? [`${ofSpec.join(', ')} of its kubeadmConfigSpec`] : [];
  return `${[...spec, ...ofCluster].join(' and ')} changed`;
}

function whyAnew(
  record: MachineRecord | undefined,
  facts: HostFacts | undefined,
  { after, certificatesExpiryDays }: Wanted,
): string | undefined {
  if (after !== undefined && record && record.createdAt !== '' && Date.parse(record.createdAt) < Date.parse(after)) {
    return `made before ${after}`;
  }
  const days = facts?.kubeadm.apiserverCertDaysLeft;
  if (certificatesExpiryDays === undefined || days === undefined || days >= certificatesExpiryDays) return undefined;
  return `its certificates expire within ${certificatesExpiryDays} days`;
}

/** kubeadm upgrades and never goes back. */
function isNewer(wanted: string, is: string): boolean {
  return !tryParseVersion(wanted) || !tryParseVersion(is) || compareVersions(wanted, is) > 0;
}
