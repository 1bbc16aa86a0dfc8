import type { MachineMark } from '../model/facts.ts';

const MARK = '/etc/installer/machine.json';

/** sh that marks a host as claimed by a cluster, unless it bears a mark already. Exits 65 when that is another cluster's. */
export function claimScript(mark: MachineMark): string {
  const text = JSON.stringify({ ...mark, phase: 'claimed', bootstrap: undefined }, null, 2);
  return `(
  set -eu; umask 022
  if [ -e ${MARK} ]; then
    grep -q '"clusterUid": "${mark.clusterUid}"' ${MARK} && exit 0
    echo 'installer: this host was claimed by another cluster meanwhile: ${MARK}' >&2
    exit 65
  fi
  mkdir -p ${MARK.slice(0, MARK.lastIndexOf('/'))}
  cat > ${MARK}.new <<'MARK'
${text}
MARK
  mv -f ${MARK}.new ${MARK}
) || exit
`;
}
