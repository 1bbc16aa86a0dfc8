import { writeFile } from '../kubeadm/sh-text.ts';
import type { MachineMark } from '../model/facts.ts';

const MARK = '/etc/installer/machine.json';

/** sh for root that replaces the mark of a host, in one go; ends the script it stands in where that fails. */
export function markScript(mark: MachineMark): string {
  const failed = "{ echo 'installer: the mark could not be written' >&2; exit 1; }";
  return `umask 022
${writeFile(`${MARK}.new`, `${JSON.stringify(mark, null, 2)}\n`, failed)}
mv -f ${MARK}.new ${MARK} || ${failed}
`;
}
