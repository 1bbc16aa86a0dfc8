import { InstallerError } from '../errors.ts';

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
  const lines = silent.flatMap((one) => [withName(one), ...(one.hint ? [`  ${one.hint}`] : [])]);
  return new InstallerError('unreachable', `${silent.length} hosts cannot be used:\n${lines.join('\n')}`);
}

function withName({ host, message }: { host: string; message: string }): string {
  return message.includes(host) ? message : `${host}: ${message}`;
}
