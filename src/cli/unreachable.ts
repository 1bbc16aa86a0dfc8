import { InstallerError } from '../errors.ts';

/** Hosts by name where many have the same trouble. */
const NAMED = 5;

type Answers = Record<string, { reachable: true } | { reachable: false; error: { message: string; hint?: string } }>;

/** One error for all hosts that did not answer, each with its reason and cure; `undefined` when all did. */
export function unreachableError(observed: Answers): InstallerError | undefined {
  const silent = Object.entries(observed).flatMap(([host, answer]) =>
    answer.reachable ? [] : [{ host, ...answer.error }],
  );
  const [first] = silent;
  if (!first) return undefined;
  if (silent.length === 1)
    return new InstallerError('unreachable', withName(first), { host: first.host, hint: first.hint });
  const lines = alike(silent).flatMap((some) => [inWords(some), ...(some[0].hint ? [`  ${some[0].hint}`] : [])]);
  return new InstallerError('unreachable', `${silent.length} hosts cannot be used:\n${lines.join('\n')}`);
}

interface Silent {
  host: string;
  message: string;
  hint?: string;
}

/** What keeps many hosts away, a password that is not set, is said once. */
function alike(silent: readonly Silent[]): [Silent, ...Silent[]][] {
  const groups = new Map<string, [Silent, ...Silent[]]>();
  for (const one of silent) {
    const key = JSON.stringify([one.message, one.hint]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

function inWords(some: [Silent, ...Silent[]]): string {
  const [first] = some;
  if (some.length === 1) return withName(first);
  const more = some.length > NAMED ? ` and ${some.length - NAMED} more` : '';
  const named = some.slice(0, NAMED).map(({ host }) => host);
  return `${named.join(', ')}${more} (${some.length} hosts): ${first.message}`;
}

function withName({ host, message }: { host: string; message: string }): string {
  return message.includes(host) ? message : `${host}: ${message}`;
}
