import { observeProbes } from '../observe/observe.ts';
import type { HostProbes } from '../observe/probes.ts';
import { probeQuestions } from '../plan/preflight/probe-questions.ts';
import type { Look } from './look.ts';
import type { Session } from './session.ts';

/** The network as hosts see it that are to become machines; nothing is asked on a converged cluster. */
export async function probe(
  { host }: Session,
  { desired, facts, states, identity }: Look,
  creating: ReadonlySet<string>,
): Promise<Record<string, HostProbes>> {
  // A control plane that an earlier run began to make may hold the endpoint already.
  const begun = Object.values(states).some((state) => state === 'bootstrapping' || state === 'half-bootstrapped');
  const known = identity.initialised.length + identity.witnesses.length > 0;
  const questions = probeQuestions(desired, creating, begun || known);
  const answers = await Promise.all(
    Object.entries(questions)
      .filter(([name]) => facts[name])
      .map(async ([name, question]) => [name, await observeProbes(host(name), question)] as const),
  );
  return Object.fromEntries(answers.flatMap(([name, probes]) => (probes ? [[name, probes]] : [])));
}
