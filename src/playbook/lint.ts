import { InstallerError } from '../errors.ts';
import type { PlaybookContext } from './context.ts';
import { expandPlaybooks } from './expand.ts';
import type { Playbook } from './playbook.ts';
import { describeProblem, type Problem } from './problem.ts';
import { positionOf, rendererOf, type Scope } from './render.ts';
import { SAMPLE_CONTEXT } from './sample-context.ts';
import { scopeOf } from './scope.ts';
import { playbookTexts, type TextPlace } from './texts.ts';
import { lookUp } from './when.ts';

/** Braces that mean something to Go's templates and nothing to ours: `{{.Name}}`, `{{ range … }}`, `{{ json . }}`. */
const GO_TEMPLATE =
  /\{\{-?\s*(\.|\$|(range|if|with|end|else|json|printf|index|len|not|eq|and|or|println|join)\b(?!\s*[|}]?\s*$))/;

/**
 * What is wrong or doubtful in playbooks that parse: templates, names that nothing has, Go templates that ours would eat,
 * files written twice. Rendered for a made-up host that has everything.
 */
export function lintPlaybooks(playbooks: readonly Playbook[], context: PlaybookContext = SAMPLE_CONTEXT): Problem[] {
  const problems = playbooks.flatMap((playbook) => lintPlaybook(playbook, context));
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const text = describeProblem(problem);
    return seen.has(text) ? false : Boolean(seen.add(text));
  });
}

function lintPlaybook(playbook: Playbook, context: PlaybookContext): Problem[] {
  const scope = scopeOf(context, playbook.vars);
  const problems = playbookTexts(playbook).flatMap((place) => lintText(playbook, place, scope));
  const fields = namedFields(playbook).flatMap(([path, name]) => lintField(playbook, path, name, scope));
  const found = [...problems, ...fields];
  return found.some(({ severity }) => severity === 'error') ? found : [...found, ...lintExpanded(playbook, context)];
}

function lintText(playbook: Playbook, { path, text, file }: TextPlace, scope: Scope): Problem[] {
  if (GO_TEMPLATE.test(withoutRaw(text))) {
    return [
      at(
        playbook,
        path,
        'error',
        'a Go template, which would be taken for ours: put it between {% raw %} and {% endraw %}',
      ),
    ];
  }
  try {
    const renderer = rendererOf(playbook);
    if (file) renderer.file(text, path, scope);
    else renderer.text(text, path, scope);
    return [];
  } catch (error) {
    return [fromError(playbook, path, error)];
  }
}

function withoutRaw(text: string): string {
  return text.replace(/\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\}/g, '');
}

/** Errors carry `file:line:col: message` already. A variable may come from the inventory alone: worth a word, no more. */
function fromError(playbook: Playbook, path: string, error: unknown): Problem {
  const text = error instanceof InstallerError ? error.message : String(error);
  const found = /^(.*?):(\d+):(\d+): ([\s\S]*)$/.exec(text);
  if (found === null) return at(playbook, path, 'error', text);
  const [, file = '', line, col, message = ''] = found;
  const place = { file, line: Number(line), col: Number(col) };
  const variable = /^undefined variable: (vars\.\S+)$/.exec(message)?.[1];
  if (variable === undefined) return { ...place, severity: 'error', message };
  return {
    ...place,
    severity: 'warning',
    message: `${variable} has no default under "vars:": every inventory must set it`,
  };
}

function namedFields(playbook: Playbook): [path: string, name: string][] {
  const fieldsOf = (when: Playbook['when'], path: string): [string, string][] =>
    Object.keys(when ?? {}).map((field) => [`${path}.${field}`, field]);
  const steps = playbook.steps.flatMap((step, index): [string, string][] => [
    ...fieldsOf(step.when, `steps.${index}.when`),
    ...(step.filesFrom ? [[`steps.${index}.filesFrom`, step.filesFrom] satisfies [string, string]] : []),
    ...(step.commandsFrom ? [[`steps.${index}.commandsFrom`, step.commandsFrom] satisfies [string, string]] : []),
  ]);
  return [...fieldsOf(playbook.when, 'when'), ...steps];
}

function lintField(playbook: Playbook, path: string, name: string, scope: Scope): Problem[] {
  try {
    if (lookUp(scope, name, path, playbook) !== undefined) return [];
    return [at(playbook, path, 'warning', `nothing is known to be named ${name}: the step may never apply`)];
  } catch (error) {
    return [fromError(playbook, path, error)];
  }
}

/** Two steps that each want their own content in one file undo each other at every run. */
function lintExpanded(playbook: Playbook, context: PlaybookContext): Problem[] {
  const owners = new Map<string, string>();
  try {
    for (const { title, action } of expandPlaybooks([playbook], context, playbook.stage)) {
      for (const { kind, path } of action.kind === 'files' ? action.files : []) {
        if (kind !== 'content' && kind !== 'item' && kind !== 'absent') continue;
        const other = owners.get(path);
        if (other !== undefined) {
          return [at(playbook, 'steps', 'error', `"${other}" and "${title}" both decide what ${path} holds`)];
        }
        owners.set(path, title);
      }
    }
    return [];
  } catch (error) {
    return [fromError(playbook, '', error)];
  }
}

function at(playbook: Playbook, path: string, severity: Problem['severity'], message: string): Problem {
  const { line, col } = positionOf(playbook, path);
  return { file: playbook.source.file, line, col, severity, message };
}
