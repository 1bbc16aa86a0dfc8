import type { MachineMark } from '../model/facts.ts';
import { markSays } from './mark-says.ts';

const MARK = '/etc/installer/machine.json';

/**
 * sh that marks a host as claimed by a cluster, unless it bears a mark already. Exits 65 when that is another cluster's.
 * Two runs at once cannot both claim: the mark appears by a hard link, which fails where there is one.
 */
export function claimScript(mark: MachineMark): string {
  const text = JSON.stringify({ ...mark, phase: 'claimed' }, null, 2);
  const ours = markSays('clusterUid', mark.clusterUid, '$mark');
  return `(
  set -u; umask 022
  mark=${MARK}
  if [ ! -e "$mark" ]; then
    mkdir -p "\${mark%/*}" && cat > "$mark.$$" <<'MARK' || { rm -f "$mark.$$"; exit 1; }
${text}
MARK
    ln "$mark.$$" "$mark" 2>/dev/null
    rm -f "$mark.$$"
    [ -e "$mark" ] || { echo "installer: $mark could not be written" >&2; exit 1; }
  fi
  ${ours} && exit 0
  echo "installer: this host was claimed by another cluster meanwhile: $mark" >&2
  exit 65
) || exit
`;
}
