/** What is wrong with a Go template, and where in its text. */
export class TemplateError extends Error {
  /** Characters from the beginning of the template. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'TemplateError';
    this.offset = offset;
  }
}

/** ` in line 3 of the template`, nothing for the first line. */
export function lineOfTemplate(text: string, offset: number): string {
  const line = text.slice(0, offset).split('\n').length;
  return line === 1 ? '' : ` in line ${line} of the template`;
}
