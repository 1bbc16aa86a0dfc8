import { parsePipeline } from './parse-pipeline.ts';
import { type Piece, scan } from './scan.ts';
import type { Node, Pipeline } from './syntax.ts';
import { TemplateError } from './template-error.ts';
import type { Token } from './tokens.ts';

const BLOCKS = ['if', 'with', 'range'] as const;
const REFUSED = ['define', 'template', 'block'];

const NOT_CLOSED = 'Each if, with and range is closed by an {{ end }} of its own.';
const NOT_OPENED = 'Take it out, or open it before: {{ if … }}, {{ with … }} or {{ range … }}.';

interface Block {
  nodes: Node[];
  /** What ended it: `end`, `else` or the end of the template. */
  ended?: { word: 'end' | 'else'; rest: Token[]; offset: number };
}

/**
 * The syntax tree of a Go template.
 * @throws TemplateError naming what is wrong or not supported
 */
export function parse(template: string): Node[] {
  const pieces = scan(template);
  let here = 0;

  const block = (inRange: boolean): Block => {
    const nodes: Node[] = [];
    while (here < pieces.length) {
      const piece = pieces[here++] as Piece;
      if ('text' in piece) {
        nodes.push(piece);
        continue;
      }
      const { tokens, offset } = piece;
      const [first, ...rest] = tokens;
      if (first === undefined) throw new TemplateError('{{ }} without anything in it', offset);
      const word = first.kind === 'word' ? first.text : undefined;
      if (word === 'end' || word === 'else') return { nodes, ended: { word, rest, offset } };
      const kind = BLOCKS.find((each) => each === word);
      if (kind !== undefined) nodes.push(branch(kind, rest, offset, inRange || kind === 'range'));
      else if (word === 'break' || word === 'continue') {
        if (!inRange) throw new TemplateError(`${word} outside of range`, offset);
        nodes.push({ jump: word });
      } else if (word !== undefined && REFUSED.includes(word)) {
        throw new TemplateError(`{{ ${word} }} is not supported`, offset, 'Write out what it stands for.');
      } else nodes.push({ print: parsePipeline(tokens, offset) });
    }
    return { nodes };
  };

  const branch = (kind: (typeof BLOCKS)[number], tokens: Token[], offset: number, inRange: boolean): Node => {
    const pipeline: Pipeline = parsePipeline(tokens, offset);
    const body = block(inRange);
    let otherwise: Node[] = [];
    if (body.ended?.word === 'else') {
      const [next, ...rest] = body.ended.rest;
      if (next === undefined) {
        const last = block(inRange);
        otherwise = last.nodes;
        if (last.ended?.word !== 'end') throw new TemplateError(`{{ ${kind} }} without {{ end }}`, offset, NOT_CLOSED);
      } else if (next.kind === 'word' && (next.text === 'if' || next.text === 'with')) {
        otherwise = [branch(next.text, rest, body.ended.offset, inRange)];
      } else throw new TemplateError(`${next.text} is not expected after else`, next.offset);
    } else if (body.ended === undefined) throw new TemplateError(`{{ ${kind} }} without {{ end }}`, offset, NOT_CLOSED);
    return { branch: kind, pipeline, body: body.nodes, otherwise };
  };

  const { nodes, ended } = block(false);
  if (ended !== undefined)
    throw new TemplateError(`{{ ${ended.word} }} without what it belongs to`, ended.offset, NOT_OPENED);
  return nodes;
}
