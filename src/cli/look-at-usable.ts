import { InstallerError } from '../errors.ts';
import type { Bundle } from '../model/bundle.ts';
import type { Desired } from '../model/desired.ts';
import { machinesOf } from '../model/machine.ts';
import type { Finding } from '../model/plan.ts';
import { preflight } from '../plan/preflight/preflight.ts';
import { unanswered } from './cluster-unanswered.ts';
import type { Look } from './look.ts';
import { probe } from './probe.ts';
import type { Session } from './session.ts';
import { unreachableError } from './unreachable.ts';

interface UsableInput {
  healing: boolean;
  bundle: Bundle | undefined;
  look(unusable: Record<string, string>): Promise<Look>;
}

/**
 * Looks, and at what stands in the way on hosts. While it heals, a host that cannot be used stops nothing but what was to be
 * done with it: then it is looked again without it.
 */
export async function lookAtUsable(
  session: Session,
  { healing, bundle, look }: UsableInput,
): Promise<{ seen: Look; hostFindings: Finding[] }> {
  const leftAlone: Finding[] = [];
  for (;;) {
    const unusable = Object.fromEntries(leftAlone.toReversed().map(({ host = '', message }) => [host, message]));
    const seen = await look(unusable);
    const wanted = new Set(machinesOf(seen.desired).map(({ name }) => name));
    if (healing) refuseWithoutCluster(session.desired, seen);
    const unreachable = healing ? undefined : unreachableError(only(seen.observed.hosts, seen.worked));
    if (unreachable) throw unreachable;
    const newcomers = creating(seen, wanted);
    const findings = preflight({
      desired: seen.desired,
      facts: only(seen.facts, wanted),
      cluster: seen.observed.cluster,
      bundle,
      creating: newcomers,
      probes: await probe(session, seen, newcomers),
    }).filter(({ host = '' }) => !(host in unusable));
    const refused = findings.filter(({ host, severity }) => severity === 'refuse' && host !== undefined);
    if (!healing || refused.length === 0) return { seen, hostFindings: [...leftAlone, ...findings] };
    leftAlone.push(...refused.map((finding): Finding => ({ ...finding, severity: 'warn' })));
  }
}

/** Hosts that are to become machines: for them everything is checked. */
function creating({ states }: Look, wanted: ReadonlySet<string>): Set<string> {
  return new Set([...wanted].filter((name) => states[name] === 'bare' || states[name] === 'claimed'));
}

function only<T>(all: Record<string, T>, names: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
}

/** There is nothing to heal where nothing is, and nothing is changed where nobody can be asked. */
function refuseWithoutCluster(desired: Desired, { observed, clusterUnavailable }: Look): void {
  if (clusterUnavailable) throw unanswered(desired, clusterUnavailable);
  if (observed.cluster) return;
  throw new InstallerError(
    'cluster-unhealthy',
    `no control plane of ${desired.cluster.name} answers, if there is one yet: there is nothing to heal`,
    { hint: 'installer apply makes the cluster; installer status shows what there is' },
  );
}
