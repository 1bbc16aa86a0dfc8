import { FILES, FOLDERS, guardedCommands, LINES, LINES_PATH } from '../steps-content.ts';

/** The same steps as the plain, idempotent shell script that a person would write. */
export function stepsByHand(root: string): string {
  return [
    'set -eu',
    `mkdir -p ${root}/etc`,
    ...FOLDERS.map(({ path, permissions }) => `install -d -o root -g root -m ${permissions} ${root}/${path}`),
    PUT,
    ...FILES.map(({ path, permissions, content }) => `put ${root}/${path} ${permissions} '${content}'`),
    `touch ${root}/${LINES_PATH}`,
    ...LINES.map((line) => `grep -qxF '${line}' ${root}/${LINES_PATH} || echo '${line}' >>${root}/${LINES_PATH}`),
    ...guardedCommands(root).map(({ check, command }) => `${check} 2>/dev/null || ${command}`),
    '',
  ].join('\n');
}

/** Content, mode and owner, each put right when somebody has changed it. */
const PUT = `put() {
  printf '%s' "$3" | cmp -s - "$1" || printf '%s' "$3" >"$1"
  chmod "$2" "$1"
  chown root:root "$1"
}`;
