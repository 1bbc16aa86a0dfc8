import { countOf } from '../../model/count-of.ts';
import { FUNCTIONS } from './functions.ts';
import { noFunction, undeclared } from './misnamed.ts';
import { parse } from './parse.ts';
import type { Command, Node, Operand, Pipeline } from './syntax.ts';
import { TemplateError } from './template-error.ts';
import { isEmpty, isMap, kindInWords, printed, type Value } from './values.ts';

/** Limits that no template of use comes near: templates may be written by anybody. */
const MOST_STEPS = 100_000;
const LONGEST = 1_000_000;

interface Scope {
  dot: Value;
  variables: Map<string, { value: Value }>;
}

/** How a block ended before its end. */
type Jump = 'break' | 'continue' | undefined;

export interface Rendered {
  text: string;
  /** Actions that printed `<no value>`, by their place in the template. */
  missing: number[];
}

/**
 * What a Go template makes of `data`: the language of text/template, and of its functions those of FUNCTIONS.
 * @throws TemplateError naming what is wrong or not supported, and where
 */
export function render(template: string, data: Value): Rendered {
  let text = '';
  let steps = 0;
  const missing: number[] = [];

  const run = (nodes: readonly Node[], scope: Scope): Jump => {
    for (const node of nodes) {
      if ('jump' in node) return node.jump;
      if ('text' in node) write(node.text, 0);
      else if ('print' in node) {
        const value = evaluate(node.print, scope);
        if (node.print.variables.length > 0) continue;
        if (value === undefined || value === null) missing.push(node.print.offset);
        write(printed(value), node.print.offset);
      } else {
        const jump = branch(node, scope);
        if (jump !== undefined) return jump;
      }
    }
    return undefined;
  };

  const write = (words: string, offset: number): void => {
    text += words;
    if (text.length > LONGEST) throw new TemplateError('what it renders to is too long', offset);
  };

  const step = (offset: number): void => {
    if (++steps > MOST_STEPS) throw new TemplateError('it does not come to an end', offset);
  };

  const branch = (node: Extract<Node, { branch: string }>, outer: Scope): Jump => {
    const scope: Scope = { ...outer, variables: new Map(outer.variables) };
    if (node.branch === 'range') return range(node, scope);
    const value = evaluate(node.pipeline, scope);
    const body = isEmpty(value) ? node.otherwise : node.body;
    if (node.branch === 'with' && !isEmpty(value)) scope.dot = value;
    return run(body, scope);
  };

  const range = (node: Extract<Node, { branch: string }>, scope: Scope): Jump => {
    const { variables, declares } = node.pipeline;
    const value = evaluate({ ...node.pipeline, variables: [] }, scope);
    const entries = entriesOf(value, node.pipeline.offset);
    if (entries.length === 0) return run(node.otherwise, scope);
    for (const [key, dot] of entries) {
      step(node.pipeline.offset);
      const inner: Scope = { dot, variables: new Map(scope.variables) };
      const [first, second] = variables;
      if (first !== undefined && second === undefined) set(first, dot, declares, inner, node.pipeline.offset);
      else if (first !== undefined && second !== undefined) {
        set(first, key, declares, inner, node.pipeline.offset);
        set(second, dot, declares, inner, node.pipeline.offset);
      }
      if (run(node.body, inner) === 'break') break;
    }
    return undefined;
  };

  const evaluate = (pipeline: Pipeline, scope: Scope): Value => {
    let value: Value;
    for (const [index, command] of pipeline.commands.entries()) {
      value = call(command, index > 0, value, scope);
    }
    for (const name of pipeline.variables) set(name, value, pipeline.declares, scope, pipeline.offset);
    return value;
  };

  const call = (command: Command, piped: boolean, last: Value, scope: Scope): Value => {
    step(command[0]?.offset ?? 0);
    const [head, ...rest] = command;
    if (head === undefined) return undefined;
    if (head.kind !== 'function') {
      if (piped || rest.length > 0) {
        const hint = 'A function comes first, then what it is given: {{ printf "%s" .name }}, {{ .name | quote }}';
        throw new TemplateError('a value is given arguments like a function', head.offset, hint);
      }
      return operandOf(head, scope);
    }
    return apply(head.name, head.offset, () => {
      // `and` and `or` stop at the first argument that decides.
      const stops = head.name === 'and' ? isEmpty : head.name === 'or' ? (value: Value) => !isEmpty(value) : undefined;
      const values: Value[] = [];
      for (const operand of rest) {
        values.push(operandOf(operand, scope));
        if (stops?.(values.at(-1))) return values;
      }
      return piped ? [...values, last] : values;
    });
  };

  const operandOf = (operand: Operand, scope: Scope): Value => {
    switch (operand.kind) {
      case 'literal':
        return operand.value;
      case 'dot':
        return field(scope.dot, operand);
      case 'variable': {
        const found = scope.variables.get(operand.name);
        if (found === undefined) throw undeclared(operand.name, operand.offset);
        return field(found.value, operand);
      }
      case 'pipeline':
        return field(evaluate(operand.pipeline, scope), operand);
      case 'function':
        return apply(operand.name, operand.offset, () => []);
    }
  };

  run(parse(template), { dot: data, variables: new Map([['', { value: data }]]) });
  return { text, missing };
}

/** As in Go's maps, what is not there has fields which are not there either. */
function field(value: Value, { fields, offset }: Operand): Value {
  let here = value;
  for (const name of fields) {
    if (here === undefined || here === null) return undefined;
    if (!isMap(here)) {
      const hint = `Fields are of maps: write {{ with … }} or {{ if … }} around it, or take out .${name}.`;
      throw new TemplateError(`.${name} is asked of ${kindInWords(here)}, which has no fields`, offset, hint);
    }
    here = Object.hasOwn(here, name) ? here[name] : undefined;
  }
  return here;
}

function set(name: string, value: Value, declares: boolean, scope: Scope, offset: number): void {
  if (declares) {
    scope.variables.set(name, { value });
    return;
  }
  const found = scope.variables.get(name);
  if (found === undefined) throw undeclared(name, offset);
  found.value = value;
}

function apply(name: string, offset: number, values: () => Value[]): Value {
  const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (found === undefined) throw noFunction(name, offset);
  const given = values();
  if (given.length < found.least || given.length > found.most) {
    throw new TemplateError(`${name} is given ${countOf(given.length, 'argument')}; it takes ${wanted(found)}`, offset);
  }
  try {
    return found.of(...given);
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(`${name}: ${error instanceof Error ? error.message : String(error)}`, offset);
  }
}

function wanted({ least, most }: { least: number; most: number }): string {
  if (least === most) return String(least);
  return Number.isFinite(most) ? `${least} to ${most}` : `${least} or more`;
}

function entriesOf(value: Value, offset: number): [Value, Value][] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((each, index) => [BigInt(index), each]);
  if (isMap(value)) {
    return Object.keys(value)
      .sort()
      .map((key) => [key, value[key]]);
  }
  throw new TemplateError(
    `range over ${kindInWords(value)}`,
    offset,
    'It goes over lists and maps: {{ range .list }}…{{ end }}',
  );
}
