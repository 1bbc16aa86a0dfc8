import { wantedLines } from './compile-scan.ts';
import { quote } from './quote.ts';
import type { Step, StepFile } from './step.ts';

/** A check that is one plain test of the shell: it needs no subshell, because it cannot exit or change anything. */
const PLAIN_TEST = /^\[ !?[^;&|`$()<>\n\\'"\]]* \]$/;

/**
 * The function `k<index>` of a step: says (through d) what differs from what the step wants.
 * @param forPlan adds the old content of files that differ
 */
export function compileLook(step: Step, index: number, forPlan: boolean): string {
  const lines = [...(step.secret ? ['secret=1'] : []), ...lookLines(step, forPlan)];
  if (step.onChange.length > 0) lines.push(`c_follow ${pendingName(step)}`);
  return `k${index}() {\n${lines.join('\n')}\n}\n`;
}

/** Name of the mark that says: this step changed something and what follows has not ended yet. */
export function pendingName(step: Step): string {
  return step.id.replaceAll('/', '.');
}

function lookLines({ action, items }: Step, forPlan: boolean): string[] {
  switch (action.kind) {
    case 'files':
      return [
        ...(action.files.length > 0 ? ['look'] : [':']),
        ...action.files.map(lookAtFile),
        ...(forPlan ? action.files.flatMap(oldContent) : []),
      ];
    case 'guarded':
      return [guard(action.check.trim(), items.length > 0)];
    case 'always':
      return [`d 0 'always runs'`];
    case 'once':
      return action.commands.map(({ marker }, index) => `c_done ${index} ${marker}`);
    case 'undo-files':
      return action.files.map(lookAtOurs);
    case 'forget':
      return ['[ ! -e "$INSTALLER_STATE" ] && [ ! -e "$mark" ] || d 0 present'];
  }
}

function guard(check: string, hasItems: boolean): string {
  if (PLAIN_TEST.test(check)) return `if ${check}; then :; else d 0 'check exited 1'; fi`;
  return `${hasItems ? 'c_told' : 'c_run'} ${quote(check)}`;
}

function lookAtFile(file: StepFile, index: number): string {
  const path = quote(file.path);
  if ('once' in file && file.once !== undefined) return `c_written ${index} ${path} ${file.once}`;
  switch (file.kind) {
    // Appended one time, or not at all.
    case 'text':
      return ':';
    case 'content':
      return `c_file ${index} ${path} ${ownership(file)} ${file.sha256}`;
    case 'item':
      return `c_item ${index} ${path} ${ownership(file)} ${file.sha256} ${file.size}`;
    case 'directory':
      return `c_dir ${index} ${path} ${ownership(file)}`;
    case 'absent':
      return `c_gone ${index} ${path}`;
    case 'block':
    case 'lines': {
      const lines = `c_lines ${index} ${path} ${wantedLines(file).map(quote).join(' ')}`;
      const owned = file.kind === 'lines' && (file.permissions ?? file.owner);
      return owned ? `${lines}\nb ${index} || c_meta ${index} ${path} ${ownership(file)}` : lines;
    }
  }
}

function lookAtOurs(file: StepFile, index: number): string {
  const path = quote(file.path);
  if (file.kind === 'text') return `c_text_there ${index} ${path} ${file.sha256}`;
  if (file.kind === 'block') return `c_block_there ${index} ${path} ${quote(beginWithoutDigest(file.begin))}`;
  return `c_ours ${index} ${path}`;
}

/** What every version of a block starts with. */
export function beginWithoutDigest(begin: string): string {
  return begin.replace(/ \w+$/, '');
}

function oldContent(file: StepFile, index: number): string[] {
  return file.kind === 'content' && !file.secret && 'text' in file.content ? [`old ${index} ${quote(file.path)}`] : [];
}

/** Mode and owner as patterns for one line of stat: `644 'root:root|*'`; both empty when neither matters. */
function ownership({ permissions, owner }: { permissions?: string; owner?: string }): string {
  if (permissions === undefined && owner === undefined) return `'' ''`;
  return `${quote(permissions ?? '*')} ${quote(ownerPattern(owner))}`;
}

function ownerPattern(owner: string | undefined): string {
  if (owner === undefined) return '';
  const whole = owner.includes(':') ? owner : `${owner}:*`;
  return /^\d+(:\d+)?$/.test(owner) ? `*|${whole}|` : `${whole}|`;
}
