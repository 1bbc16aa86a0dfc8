import { expect, test } from 'vitest';
import { renderGoTemplate } from '../../../src/playbook/go-template.ts';

const FIELDS = { 'controlPlane.version': 'v1.34.2' };

test.each([
  ['plain', 'plain'],
  ['v={{ .controlPlane.version }}\n', 'v=v1.34.2\n'],
  ['a  {{- .controlPlane.version -}}  b', 'av1.34.2b'],
  ['{{/* nothing */}}x{{ "{{" }}{{ `}}` }}', 'x{{}}'],
])('%j', (text, rendered) => {
  expect(renderGoTemplate(text, FIELDS, 'here')).toBe(rendered);
});

test.each(['{{ .machine.version }}', '{{ if .controlPlane }}x{{ end }}', '{{ printf "%s" .controlPlane.version }}'])(
  '%s is refused with its place',
  (text) => {
    expect(() => renderGoTemplate(`one\n  ${text}`, FIELDS, 'files[0]')).toThrow(
      /^files\[0\]: \{\{.*\(its line 2, column 3\)$/,
    );
  },
);
