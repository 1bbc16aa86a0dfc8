import { beginWithoutDigest, pendingName } from './compile-look.ts';
import { quote } from './quote.ts';
import type { FileContent, Step, StepFile } from './step.ts';

const NO_OWNER_CHANGE = ['root:root', '0:0', 'root', '0'];

/**
 * The function `a<index>` of a step: changes what its k-function found to differ, then runs what follows.
 * @param watched true when another step looks at one of this step's files, so that all must be looked at again
 */
export function compileChange(step: Step, index: number, nonce: string, watched: boolean): string {
  const lines = changeLines(step, index, nonce, watched);
  const follow = step.onChange.length > 0;
  const around = follow
    ? [
        `pend ${pendingName(step)} || return 1`,
        ...lines,
        `run_all o ${step.timeout} ${quote(script(step.onChange, nonce))} || return 1`,
        `pended ${pendingName(step)}`,
      ]
    : lines;
  return `a${index}() {\n${around.join('\n')}\n}\n`;
}

function changeLines(step: Step, index: number, nonce: string, watched: boolean): string[] {
  const { action, timeout } = step;
  switch (action.kind) {
    case 'files':
    case 'undo-files': {
      const change = action.kind === 'files' ? writeFile : takeBack;
      const lines = action.files.map(
        (file, entry) => `! b ${entry} || {\n${change(file)}\n} || { fail f${entry} 1; return 1; }`,
      );
      return lines.length === 0 ? [':'] : ['{', ...lines, '} 2>"$f.o"', ...(watched ? ['dirty=1'] : [])];
    }
    case 'guarded': {
      const again = `bad=' '; k${index}; ! b 0 || { fail r 1; return 1; }`;
      return ['if b 0; then', runAll(action.commands, timeout, nonce), again, 'fi'];
    }
    case 'always':
      return [runAll(action.commands, timeout, nonce)];
    case 'once':
      return [
        `once ${timeout} ${pendingName(step)} ${quote(onceScript(action.commands))} ${markers(action)} || return 1`,
      ];
    case 'forget':
      return ['forget 2>"$f.o" || { fail f0 1; return 1; }'];
  }
}

function runAll(commands: readonly string[], timeout: number, nonce: string): string {
  return `run_all c ${timeout} ${quote(script(commands, nonce))} || return 1`;
}

/** What the commands of one step run as: one shell that stops at the first failure and knows which command it is at. */
function script(commands: readonly string[], nonce: string): string {
  return [
    'set -e',
    `note() { printf '%s n %s\\n' '${nonce}' "$*" >&3; }`,
    `at() { printf '%s\\n' "$1" >"$0.n"; }`,
    ...commands.flatMap((command, index) => [`at ${index}`, command]),
  ].join('\n');
}

type Once = Extract<Step['action'], { kind: 'once' }>;

function markers({ commands }: Once): string {
  return commands.map(({ marker }) => marker).join(' ');
}

/**
 * As cloud-init does, all commands run in one shell: variables and the folder of one are there for the next, also when a
 * later run goes on where this one stopped. Each is an eval of its own, so that a mistake in one does not reach the others.
 */
function onceScript(commands: Once['commands']): string {
  return [
    `installer_at() { printf '%s %s\\n' "$1" "$2" >"$0.n"; }`,
    'installer_done() { [ "$1" = 0 ] || exit "$1"; : >"$INSTALLER_STATE/done/$2"; export -p >"$installer_shell"; }',
    'installer_shell=$1',
    'shift',
    '[ ! -e "$installer_shell" ] || { . "$installer_shell"; cd -- "$PWD" 2>/dev/null || :; }',
    'set -a',
    ...commands.flatMap(({ text, marker }, index) => [
      `if [ ! -e "$INSTALLER_STATE/done/${marker}" ]; then`,
      `installer_at ${index} ${marker}`,
      `eval ${quote(`\n${text}`)}`,
      `installer_done $? ${marker}`,
      'fi',
    ]),
  ].join('\n');
}

function writeFile(file: StepFile): string {
  const written = writing(file);
  return 'once' in file && file.once !== undefined ? `${written} &&\nw_once ${file.once}` : written;
}

function writing(file: StepFile): string {
  const path = quote(file.path);
  switch (file.kind) {
    case 'text': {
      const appended = `w_text ${path} ${file.sha256} &&\n${writeTo(file.content)} && w_texted`;
      return file.permissions || file.owner
        ? `${appended} && w_own ${path} ${quote(file.permissions ?? '')} ${quote(file.owner ?? '')}`
        : appended;
    }
    case 'content': {
      const { umask, ending } = creation(file);
      return `w_begin ${path} ${umask} &&\n${writeTo(file.content)} &&\n${ending}`;
    }
    case 'item':
      return `w_begin ${path} 077 && w_item ${quote(file.storePath)} &&\nw_end ${file.permissions} ${owner(file)} && w_stamp "$p" ${file.sha256}`;
    case 'directory':
      return `w_dir ${path} ${quote(file.permissions ?? '')} ${quote(file.owner ?? '')}`;
    case 'absent':
      return `w_gone ${path}`;
    case 'lines': {
      const lines = `w_lines ${path} ${file.lines.map(quote).join(' ')}`;
      return file.permissions || file.owner
        ? `${lines} && w_own ${path} ${quote(file.permissions ?? '')} ${quote(file.owner ?? '')}`
        : lines;
    }
    case 'block': {
      const text = [file.begin, ...file.lines, file.end].join('\n');
      return `w_block ${path} ${quote(beginWithoutDigest(file.begin))} ${quote(file.end)} ${quote(text)}`;
    }
  }
}

/** Writes the file that $t names. */
function writeTo(content: FileContent): string {
  return 'text' in content ? `printf '%s' ${quote(content.text)} >"$t"` : `w_bytes ${quote(content.base64)}`;
}

/** How a file gets its mode and owner with the fewest processes: a plain mode through umask, root by being root. */
function creation(file: { permissions?: string; owner?: string }): { umask: string; ending: string } {
  const permissions = file.permissions ?? '644';
  const mode = Number.parseInt(permissions, 8);
  const plain = (mode & ~0o666) === 0;
  const umask = plain ? `0${(0o666 & ~mode).toString(8)}` : '077';
  const chown = NO_OWNER_CHANGE.includes(file.owner ?? 'root') ? `''` : quote(file.owner ?? '');
  return {
    umask,
    ending: `w_end ${plain ? `''` : permissions} ${chown} ${permissions} ${quote(file.owner ?? 'root:root')}`,
  };
}

function owner(file: { permissions?: string; owner?: string }): string {
  const wanted = quote(file.owner ?? 'root:root');
  return `${wanted} ${file.permissions ?? '644'} ${wanted}`;
}

function takeBack(file: StepFile): string {
  const path = quote(file.path);
  if (file.kind === 'lines') return `u_lines ${path}`;
  if (file.kind === 'text') return `u_text ${path} ${file.sha256}`;
  if (file.kind === 'block') return `u_block ${path} ${quote(beginWithoutDigest(file.begin))} ${quote(file.end)}`;
  return file.kind === 'directory' ? `u_dir ${path}` : `u_file ${path}`;
}
