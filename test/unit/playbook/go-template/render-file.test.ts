import { expect, test } from 'vitest';
import { renderFile } from '../../../../src/playbook/go-template/render-file.ts';

const DATA = { controlPlane: { version: 'v1.34.2' } };

test.each([
  ['plain', 'plain'],
  ['v={{ .controlPlane.version }}\n', 'v=v1.34.2\n'],
  ['a  {{- .controlPlane.version -}}  b', 'av1.34.2b'],
  ['{{/* nothing */}}x{{ "{{" }}{{ `}}` }}', 'x{{}}'],
  ['{{ if semverCompare ">=1.34" .controlPlane.version }}new{{ else }}old{{ end }}', 'new'],
])('%j', (text, rendered) => {
  expect(renderFile(text, DATA, 'here')).toBe(rendered);
});

test.each([
  ['{{ .machine.version }}', 'it prints what has no value'],
  ['{{ lookup "v1" }}', 'the function lookup is not supported'],
  ['{{ if .controlPlane }}', '{{ if }} without {{ end }}'],
])('%s is refused with its place', (text, why) => {
  expect(() => renderFile(`one\n  ${text}`, DATA, 'files[0]')).toThrow(
    new RegExp(`^files\\[0\\] cannot be filled in: ${why.replaceAll(/[{}]/g, '\\$&')} \\(its line 2, column \\d+\\)$`),
  );
});
