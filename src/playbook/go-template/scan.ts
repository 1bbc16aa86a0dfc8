import { TemplateError } from './template-error.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Text between actions, or one action: what stands in {{ }}. */
export type Piece = { text: string } | { tokens: Token[]; offset: number };

/** Cuts a Go template into texts and actions; `{{-` and `-}}` have taken the space beside them, comments are gone. */
export function scan(template: string): Piece[] {
  const pieces: Piece[] = [];
  let here = 0;
  let trimNext = false;
  for (;;) {
    const begin = template.indexOf('{{', here);
    let text = template.slice(here, begin < 0 ? undefined : begin);
    if (trimNext) text = text.trimStart();
    if (begin < 0) {
      pieces.push({ text });
      return pieces.filter((piece) => !('text' in piece) || piece.text !== '');
    }
    let inside = begin + 2;
    if (/^-\s/.test(template.slice(inside, inside + 2))) {
      text = text.trimEnd();
      inside += 1;
    }
    pieces.push({ text });
    const comment = /^\s*\/\*[\s\S]*?\*\/(\s+-)?\s*\}\}/.exec(template.slice(inside));
    if (comment !== null) {
      trimNext = comment[1] !== undefined;
      here = inside + comment[0].length;
      continue;
    }
    const action = tokensOf(template, inside);
    if (action === undefined)
      throw new TemplateError('{{ without }}', begin, 'Close it with }}. Two braces that are text: {{ "{{" }}');
    pieces.push({ tokens: action.tokens, offset: begin });
    trimNext = action.trims;
    here = action.end;
  }
}
