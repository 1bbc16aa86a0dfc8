import { BOOTSTRAP_EXIT, type BootstrapPaths } from './bootstrap-paths.ts';
import { shQuote } from './sh-text.ts';
import { useAdminConf } from './super-admin.ts';

export interface BootstrapUnit {
  /** `init --config …`: arguments of kubeadm, already quoted. */
  kubeadmArguments: string;
  /** sh word that names the program; may use `$run`. Default: kubeadm as the host finds it. */
  kubeadm?: string;
  /** The mark in `$run/machine.json` becomes the host's once kubeadm has ended well. Default true. */
  marks?: boolean;
  /** sh lines that run right before kubeadm. */
  before?: string;
  /** sh lines that run when kubeadm has ended, well or not. */
  after?: string;
  paths: BootstrapPaths;
  kubeVipSuperAdmin: boolean;
  timeoutSeconds: number;
}

/**
 * What runs on the host by itself: kubeadm, what belongs right after it, the mark, and last the exit status. It needs
 * nobody to be connected, so that a laptop closed at any moment changes nothing in what the host ends up as.
 */
export function bootstrapUnit(unit: BootstrapUnit): string {
  const { paths, timeoutSeconds } = unit;
  return `#!/bin/sh
set -u
umask 022
run=${shQuote(paths.run)}
mark=${shQuote(paths.mark)}
LC_ALL=C
HOME=\${HOME:-/root}
PATH="\${PATH:-/usr/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin"
export LC_ALL HOME PATH
exec >>${shQuote(paths.log)} 2>&1 </dev/null

finish() {
  printf '%s\\n' "$1" >"$run/bootstrap.exit.new" && mv -f "$run/bootstrap.exit.new" "$run/bootstrap.exit"
  exit "$1"
}
${unit.kubeVipSuperAdmin ? `${useAdminConf(paths.kubernetes)}\n` : ''}
${unit.before ?? ''}
if command -v timeout >/dev/null 2>&1; then set -- timeout -k 10 ${timeoutSeconds}; else set --; fi
"$@" ${unit.kubeadm ?? 'kubeadm'} ${unit.kubeadmArguments}
status=$?
${unit.after ?? ''}
[ "$status" -ne ${BOOTSTRAP_EXIT.timedOut} ] || echo 'installer: kubeadm did not end within ${timeoutSeconds} seconds and was stopped'
[ "$status" -eq 0 ] || finish "$status"
${[...afterwards(unit)].join('\n')}
rm -f "$run/kubeadm.yaml"
finish 0
`;
}

function* afterwards({ kubeVipSuperAdmin, marks = true }: BootstrapUnit): Generator<string> {
  const otherwise = (what: string) => `|| { echo 'installer: ${what}'; finish ${BOOTSTRAP_EXIT.afterwards}; }`;
  if (kubeVipSuperAdmin) yield `use_admin_conf ${otherwise('kube-vip could not be pointed back to admin.conf')}`;
  if (!marks) return;
  yield 'cp "$run/machine.json" "$mark.new" && chmod 0644 "$mark.new" && mv -f "$mark.new" "$mark" ' +
    otherwise('the mark could not be written');
}
