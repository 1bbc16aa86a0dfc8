import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { render } from '../../../../src/playbook/go-template/render.ts';
import { TemplateError } from '../../../../src/playbook/go-template/template-error.ts';

const file = new URL('../../../fixtures/go-templates.yaml', import.meta.url);
const { data, cases } = parse(readFileSync(file, 'utf8')) as { data: unknown; cases: [string, string][] };

function rendered(template: string): string {
  try {
    return render(template, data).text;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return `error: ${error.message}`;
  }
}

describe('Go templates', () => {
  for (const [template, wanted] of cases) {
    it(template, () => {
      expect(rendered(template)).toBe(wanted);
    });
  }

  it('say where they are wrong', () => {
    try {
      render('a\nb {{ nosuch }}', {});
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ offset: 7 });
    }
  });

  it('tell what printed <no value>', () => {
    expect(render('{{ .a }} {{ $x := .b }}{{ .c | default "" }}', {}).missing).toEqual([0]);
  });

  it('render or say why not, whatever they hold', () => {
    const words = [
      '{{',
      '}}',
      '{{-',
      '-}}',
      ' ',
      '.',
      '.name',
      '$',
      '$x',
      ':=',
      '=',
      '|',
      '(',
      ')',
      'if',
      'range',
      'with',
    ];
    const more = [
      'else',
      'end',
      'eq',
      'index',
      'printf',
      '"%d"',
      '3',
      '-1',
      '2.5',
      '"',
      '`',
      '/*',
      '*/',
      'nil',
      '.list',
      ',',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, ...more), { maxLength: 25 }), (parts) => {
        expect(typeof rendered(parts.join(' '))).toBe('string');
        expect(typeof rendered(parts.join(''))).toBe('string');
      }),
      { numRuns: 1000 },
    );
  });

  it('leave text without actions as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('{{'));
        expect(rendered(text)).toBe(text);
      }),
    );
  });
});
