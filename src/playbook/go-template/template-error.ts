const ANY =
  'Templates are those of Go (text/template): {{ .name }}, {{ if .name }}…{{ end }}, {{ .name | quote }}. docs/cluster-api.md names the functions.';

/** What is wrong with a Go template, and where in its text. */
export class TemplateError extends Error {
  /** Characters from the beginning of the template. */
  readonly offset: number;
  /** What to write instead. */
  readonly hint: string;

  constructor(message: string, offset: number, hint = ANY) {
    super(message);
    this.name = 'TemplateError';
    this.offset = offset;
    this.hint = hint;
  }
}

/** `line 3, column 7`: inside the template. */
export function placeInTemplate(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}
