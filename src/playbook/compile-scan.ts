import { quote } from './quote.ts';
import type { Step, StepFile } from './step.ts';

/**
 * The shell function `scan`: everything that file steps want to know, in one subshell with one process per kind of
 * question. Lines of secret files are not asked for by grep, whose arguments anyone on the host can read.
 */
export function compileScan(steps: readonly Step[]): string {
  const files = steps.flatMap(({ action }) => (action.kind === 'files' ? action.files : []));
  const hashed = paths(files.filter((file) => file.kind === 'content' && file.once === undefined));
  const statted = paths(files.filter(wantsStat));
  const plain = files.filter((file) => file.kind === 'block' || (file.kind === 'lines' && !file.secret));
  const secret = paths(files.filter((file) => file.kind === 'lines' && file.secret));
  const commands = [
    ...(hashed.length > 0 ? [`sha256sum -- ${words(hashed)}`] : []),
    ...(statted.length > 0 ? [`stat -L -c '%n|%a|%U:%G|%u:%g|%F|%s|%y|%i' -- ${words(statted)}`] : []),
    ...(files.some(({ kind }) => kind === 'item') ? ['cat -- "$INSTALLER_STATE/stamps"'] : []),
    ...(plain.length > 0 ? [grep(plain)] : []),
    ...secret.map((path) => `sed ${quote(`s|^|${path.replaceAll('&', '\\&')}:|`)} ${quote(path)}`),
  ];
  if (commands.length === 0) return 'scan() { S=$NL; }\n';
  return `scan() {\nS="$NL$({\n${commands.join('\n')}\n} 2>/dev/null </dev/null)$NL"\n}\n`;
}

function grep(files: readonly StepFile[]): string {
  const lines = new Set(files.flatMap(wantedLines));
  const patterns = [...lines].map((line) => `-e ${quote(line)}`);
  return `grep -FxH ${patterns.join(' ')} -- ${words(paths(files))}`;
}

/** Every line that must be in the file, markers included. */
export function wantedLines(file: StepFile): string[] {
  if (file.kind === 'lines') return file.lines;
  return file.kind === 'block' ? [file.begin, ...file.lines, file.end] : [];
}

function wantsStat(file: StepFile): boolean {
  if (file.kind === 'content' || file.kind === 'item') return true;
  if (file.kind === 'directory' || file.kind === 'lines') return Boolean(file.permissions ?? file.owner);
  return false;
}

function paths(files: readonly StepFile[]): string[] {
  return [...new Set(files.map(({ path }) => path))];
}

function words(texts: readonly string[]): string {
  return texts.map(quote).join(' ');
}
