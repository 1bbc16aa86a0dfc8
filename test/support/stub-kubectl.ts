import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface KubectlCall {
  arguments: string[];
  /** What stood on its stdin, where it was told to read it (`-f -`). */
  input?: string;
}

export interface KubectlFailure {
  /** What it says on stderr. Default `error: it failed`. */
  says?: string;
  /** What calls that go well say on stdout. Default: nothing. */
  tells?: string;
  /** Calls that fail; those after them go well. Default: all. */
  times?: number;
}

const STUB = `#!/bin/sh
call=$(mktemp -p "$CALLS" "$(date +%s%N).XXXXXX")
for word in "$@"; do printf '%s\\0' "$word"; done >"$call"
input=
case " $* " in *" -f - "*) cat >"$call.stdin"; input=$(cat "$call.stdin") ;; esac
case " $* $input " in
  $FAIL)
    [ "$(wc -l <"$CALLS.failed")" -ge "$TIMES" ] || { echo failed >>"$CALLS.failed"; printf '%s\\n' "$SAYS" >&2; exit 1; }
    ;;
esac
printf '%s' "$TELLS"
exit 0
`;

/**
 * Runs a script under /bin/sh where kubectl only writes down how it was called.
 * @param fail sh pattern of the calls that fail, of their arguments and then what stood on their stdin
 */
export function runWithStubKubectl(
  script: string,
  fail = 'none',
  { says = 'error: it failed', times = 1000, tells = '' }: KubectlFailure = {},
): { code: number; stdout: string; stderr: string; calls: KubectlCall[] } {
  const root = mkdtempSync(join(tmpdir(), 'kubectl-'));
  try {
    const calls = mkdtempSync(join(root, 'calls-'));
    writeFileSync(`${calls}.failed`, '');
    writeFileSync(join(root, 'kubectl'), STUB.replace('$FAIL', fail));
    chmodSync(join(root, 'kubectl'), 0o755);
    // A wait of the script is none here.
    writeFileSync(join(root, 'sleep'), '#!/bin/sh\n');
    chmodSync(join(root, 'sleep'), 0o755);
    const env = { PATH: `${root}:/usr/bin:/bin`, CALLS: calls, SAYS: says, TIMES: String(times), TELLS: tells };
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-u'], { input: script, encoding: 'utf8', env });
    return { code: status ?? -1, stdout, stderr, calls: readCalls(calls) };
  } finally {
    rmSync(root, { recursive: true });
  }
}

function readCalls(folder: string): KubectlCall[] {
  const names = readdirSync(folder).sort();
  return names
    .filter((name) => !name.endsWith('.stdin'))
    .map((name) => {
      const words = readFileSync(join(folder, name), 'utf8').split('\0').slice(0, -1);
      const input = names.includes(`${name}.stdin`)
        ? { input: readFileSync(join(folder, `${name}.stdin`), 'utf8') }
        : {};
      return { arguments: words, ...input };
    });
}
