import { run } from '../../lab/run.ts';

/** The key exchange that OpenSSH's client uses by default costs it 70 ms more: no floor to compare with. */
const KEX = 'KexAlgorithms=curve25519-sha256';

export interface SshFloor {
  readonly user: string;
  readonly addresses: readonly string[];
  readonly keyPath: string;
  readonly knownHostsPath: string;
  /** What is typed after the host. */
  readonly command: string;
  /** File that goes to its standard input. */
  readonly stdin: string;
  /** More words for ssh. */
  readonly options?: readonly string[];
}

/**
 * One OpenSSH connection per host, all at once, as a shell script starts them. Resolves to its wall time in
 * milliseconds. @throws when one of them fails
 */
export async function sshFloor(floor: SshFloor): Promise<number> {
  const { keyPath, knownHostsPath, options = [] } = floor;
  const ssh = [
    ...['ssh', '-F', 'none', '-T', '-o', KEX, '-o', 'BatchMode=yes', '-o', 'IdentitiesOnly=yes'],
    ...['-o', `UserKnownHostsFile=${knownHostsPath}`, '-i', keyPath, '-l', floor.user, ...options],
  ];
  const started = performance.now();
  await run('sh', ['-c', EVERY_HOST, 'floor', floor.stdin, floor.command, floor.addresses.join(' '), ...ssh]);
  return performance.now() - started;
}

const EVERY_HOST = `
stdin=$1 command=$2 hosts=$3; shift 3
all=
for host in $hosts; do
  "$@" "$host" "$command" <"$stdin" >/dev/null &
  all="$all $!"
done
for one in $all; do wait "$one" || exit; done
`;
