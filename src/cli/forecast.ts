import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBundle } from '../bundle/read-bundle.ts';
import { verifyBundle } from '../bundle/verify-bundle.ts';
import { InstallerError } from '../errors.ts';
import type { Bundle } from '../model/bundle.ts';
import { countOf } from '../model/count-of.ts';
import type { Desired } from '../model/desired.ts';
import type { Machine } from '../model/machine.ts';
import type { Finding, Plan } from '../model/plan.ts';
import { type Recipes, recipes } from '../operations/recipes.ts';
import { isHeadless } from '../plan/cluster-identity.ts';
import { judgeHealth } from '../plan/health/judge-health.ts';
import { machineRevision } from '../plan/machine-revision.ts';
import { type ManifestFile, manifestNames } from '../plan/manifests.ts';
import { planCluster, refusePlan } from '../plan/plan-cluster.ts';
import { loadPlaybooks, playbooksDir } from '../playbook/load.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { headless, unanswered } from './cluster-unanswered.ts';
import type { RunLock } from './lock-cluster.ts';
import { type Look, type LookInput, look } from './look.ts';
import { lookAtUsable } from './look-at-usable.ts';
import { lookUnderLock } from './look-under-lock.ts';
import type { Session } from './session.ts';

/** What would be done, and everything that was needed to decide it. */
export interface Forecast extends Look {
  plan: Plan;
  recipes: Recipes;
  bundle: Bundle | undefined;
  manifests: ManifestFile[];
  /** Hash of all that is to be applied to a machine. */
  revisionOf(machine: Machine): string;
}

/** Actions that send what their host lacks of the bundle. */
const SENDING = new Set<string>(['prepare-host', 'send-images', 'upgrade-node']);
/** A control plane that was restarted answers again within this time. */
const CLUSTER_ANSWERS_MS = 60_000;

/**
 * Looks at the cluster and the hosts that matter, checks that they can become what the inventory wants, and plans.
 * Changes nothing.
 * @param runLock held also where what is seen says so, before it is judged; undefined: nothing is to be changed
 * @param options.healing only unhealthy machines are replaced: hosts that do not answer are part of the picture then
 * @throws InstallerError `unreachable` when a host does not answer, `preflight-refused` when something stands in the
 * way, `cluster-unhealthy` when a cluster exists and none of its control planes answers, `locked` when another run is at
 * work where the lock has to be held too
 */
export async function forecast(
  session: Session,
  runLock?: Pick<RunLock, 'extend'>,
  { healing = false }: { healing?: boolean } = {},
): Promise<Forecast> {
  const { desired, emit } = session;
  const [bundle, playbooks, manifests] = await Promise.all([
    desired.bundle === undefined ? undefined : readBundle(desired.bundle),
    playbooksOf(desired),
    readManifests(desired),
  ]);
  const bound = recipes(desired, playbooks, bundle);
  const inputs = hash(revisionInputs(playbooks, bundle));
  const revisionOf = rememberByMachine((machine) => machineRevision(desired, machine, inputs, hash));
  const lookAgain = (unusable: Record<string, string>) =>
    lookUnderLock(runLock, () =>
      lookUntilClusterAnswers(session, {
        stepsFor: bound.stepsFor,
        revisionOf,
        ...(healing && { healing: (observed) => judgeHealth(desired, observed).healing, unusable }),
      }),
    );
  const { seen, hostFindings } = await lookAtUsable(session, { healing, bundle, look: lookAgain });
  const planInput = { desired, observed: seen.observed, manifests, hash, revisionOf };
  const findings = [...hostFindings, ...refusePlan(planInput)];
  if (findings.length > 0) emit({ type: 'findings', findings });
  refuse(findings);
  if (seen.stepsError) throw seen.stepsError;
  if (seen.clusterUnavailable) throw unanswered(desired, seen.clusterUnavailable);
  if (isHeadless(seen.identity)) throw headless(desired, seen);
  const plan = planCluster(planInput);
  await verifyWhatIsNeeded(bundle, plan, seen, session);
  return { ...seen, plan, recipes: bound, bundle, manifests, revisionOf };
}

type LookOptions = Pick<LookInput, 'stepsFor' | 'revisionOf' | 'healing' | 'unusable'>;

async function lookUntilClusterAnswers({ desired, host, know, emit }: Session, options: LookOptions): Promise<Look> {
  const deadline = performance.now() + CLUSTER_ANSWERS_MS;
  let told = false;
  for (;;) {
    const seen = await look({ desired, host, know, ...options });
    const hopeless = [...seen.worked].some((name) => seen.observed.hosts[name]?.reachable === false);
    if (!seen.clusterUnavailable || hopeless || performance.now() > deadline) return seen;
    if (!told) emit({ type: 'note', message: `waiting for the cluster to answer: ${seen.clusterUnavailable}` });
    told = true;
    await sleep(2000);
  }
}

/** Looks ask again and again, of a thousand machines; the answer stays the same within a run. */
function rememberByMachine(ask: (machine: Machine) => string): (machine: Machine) => string {
  const known = new Map<string, string>();
  return (machine) => {
    const key = JSON.stringify([machine.name, machine.owner]);
    const answer = known.get(key) ?? ask(machine);
    known.set(key, answer);
    return answer;
  };
}

/** @throws InstallerError `preflight-refused` when one of the findings refuses */
export function refuse(findings: Finding[]): void {
  const refusals = findings.filter(({ severity }) => severity === 'refuse');
  const [first] = refusals;
  if (!first) return;
  const where = [...new Set(refusals.flatMap(({ host }) => host ?? []))];
  throw new InstallerError(
    'preflight-refused',
    `preflight refused${where.length > 0 ? ` because of ${where.join(', ')}` : ''}; nothing was changed`,
    {
      host: where.length === 1 ? where[0] : undefined,
      hint: refusals.length === 1 ? first.cure : 'see the table above',
    },
  );
}

/** Every item that is to be sent is verified here, before a host is changed. */
async function verifyWhatIsNeeded(
  bundle: Bundle | undefined,
  plan: Plan,
  { observed }: Look,
  { emit }: Session,
): Promise<void> {
  if (!bundle || !plan.operations.some(({ action }) => SENDING.has(action))) return;
  const wanted = new Set(
    Object.values(observed.hosts).flatMap((host) =>
      host.reachable ? host.steps.flatMap(({ items }) => items ?? []) : [],
    ),
  );
  const items = bundle.items.filter(({ sha256 }) => wanted.has(sha256));
  if (items.length === 0) return;
  emit({ type: 'note', message: `verifying ${countOf(items.length, 'item')} of the bundle` });
  await verifyBundle(bundle, { items });
}

/** What of playbooks and bundle reaches hosts; where they lie on the operator's machine is left out. */
function revisionInputs(playbooks: Playbook[], bundle: Bundle | undefined) {
  return {
    playbooks: playbooks.map(({ source, ...said }) => ({ ...said, templates: source.templates })),
    items: bundle?.items.map(({ path, ...item }) => item),
  };
}

/** The built-in playbooks and the site's own. */
export async function playbooksOf({ playbooks }: Desired): Promise<Playbook[]> {
  return loadPlaybooks({ builtinDir: await playbooksDir(), site: playbooks });
}

async function readManifests({ manifests }: Desired): Promise<ManifestFile[]> {
  const names = manifestNames(manifests);
  return Promise.all(
    manifests.map(async (path, i) => {
      const content = await readFile(path, 'utf8');
      return { name: names[i] ?? path, content, sha256: createHash('sha256').update(content).digest('hex') };
    }),
  );
}

/** sha256 of a value's JSON, keys sorted. */
export function hash(value: unknown): string {
  const sorted = (_key: string, entry: unknown) =>
    entry && typeof entry === 'object' && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry;
  return createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex');
}
