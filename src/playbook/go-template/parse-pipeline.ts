import type { Command, Operand, Pipeline } from './syntax.ts';
import { TemplateError } from './template-error.ts';
import type { Token } from './tokens.ts';

const WORDS: Record<string, boolean | null> = { true: true, false: false, nil: null };
const DEEPEST = 50;

/** @throws TemplateError */
export function parsePipeline(tokens: readonly Token[], offset: number, depth = 0): Pipeline {
  if (depth > DEEPEST) throw new TemplateError('too many brackets inside one another', offset);
  const { variables, declares, rest } = declaration(tokens);
  const commands: Command[] = [[]];
  let here = 0;
  while (here < rest.length) {
    const token = rest[here++] as Token;
    const command = commands.at(-1) as Command;
    if (token.kind === '|') {
      if (command.length === 0) throw new TemplateError('nothing stands before |', token.offset);
      commands.push([]);
    } else if (token.kind === '(') {
      const end = closing(rest, here, token);
      const pipeline = parsePipeline(rest.slice(here, end), token.offset, depth + 1);
      command.push({ kind: 'pipeline', pipeline, offset: token.offset, fields: [] });
      here = end + 1;
    } else if (token.kind === 'field' && !token.spaced && command.length > 0) {
      const last = command.at(-1);
      if (last === undefined || last.kind === 'literal' || last.kind === 'function') {
        throw new TemplateError(`.${token.text} is not expected here`, token.offset);
      }
      last.fields.push(token.text);
    } else command.push(operand(token));
  }
  if (commands.some((command) => command.length === 0)) throw new TemplateError('a value is missing', offset);
  return { variables, declares, commands, offset };
}

function declaration(tokens: readonly Token[]): { variables: string[]; declares: boolean; rest: readonly Token[] } {
  const [first, second, third, fourth] = tokens;
  const sets = (token: Token | undefined): boolean => token?.kind === ':=' || token?.kind === '=';
  if (first?.kind !== 'variable') return { variables: [], declares: false, rest: tokens };
  if (sets(second)) return { variables: [first.text], declares: second?.kind === ':=', rest: tokens.slice(2) };
  if (second?.kind === ',' && third?.kind === 'variable' && sets(fourth)) {
    return { variables: [first.text, third.text], declares: fourth?.kind === ':=', rest: tokens.slice(4) };
  }
  return { variables: [], declares: false, rest: tokens };
}

function closing(tokens: readonly Token[], start: number, opening: Token): number {
  let open = 1;
  for (let here = start; here < tokens.length; here++) {
    const kind = tokens[here]?.kind;
    if (kind === '(') open++;
    else if (kind === ')' && --open === 0) return here;
  }
  throw new TemplateError('( without )', opening.offset);
}

function operand(token: Token): Operand {
  const { kind, text, offset } = token;
  switch (kind) {
    case 'dot':
      return { kind, offset, fields: [] };
    case 'field':
      return { kind: 'dot', offset, fields: [text] };
    case 'variable':
      return { kind, name: text, offset, fields: [] };
    case 'literal':
      return { kind, value: token.value ?? '', offset, fields: [] };
    case 'word': {
      const value = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
      if (value !== undefined) return { kind: 'literal', value, offset, fields: [] };
      return { kind: 'function', name: text, offset, fields: [] };
    }
    default:
      throw new TemplateError(`${kind} is not expected here`, offset);
  }
}
