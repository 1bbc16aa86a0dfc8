import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cloudInitProblems, fillCloudInitNames } from '../../../src/model/cloud-init-text.ts';

describe('cloud-init names', () => {
  test.each([
    ['{{ ds.meta_data.hostname }}', 'n1'],
    ['{{ds.meta_data["local_hostname"]}}', 'n2'],
    ["{{ ds.meta-data['local-hostname'] }}", 'n2'],
    ['{{ v1.local_hostname }}', 'n2'],
    ['a {{ ds.meta_data.hostname }} b {{- v1.hostname -}}', 'a n1 b n1'],
    ['{{ .Values.x }} ${HOME}', '{{ .Values.x }} ${HOME}'],
    ['{{ local_hostname }} {{ hostname }}', 'n2 {{ hostname }}'],
    ["{{ ds['meta_data']['hostname'] }}", 'n1'],
    ['{{ \'{{\' }} .Name {{ "}}" }}', '{{ .Name }}'],
    ['{% raw %}{{ ds.meta_data.hostname }}{% endraw %}{{ v1.hostname }}', '{{ ds.meta_data.hostname }}n1'],
    ['{%- raw -%}a{%- endraw -%}', 'a'],
    [
      '{% for x in y %}{{ x }}{% endfor %} {{ version1.0 }} {{ $ds.x }}',
      '{% for x in y %}{{ x }}{% endfor %} {{ version1.0 }} {{ $ds.x }}',
    ],
  ])('%s', (text, filled) => {
    expect(fillCloudInitNames(text, { hostname: 'n1', local_hostname: 'n2' }, 'here')).toBe(filled);
  });

  test('an unknown one is an error that lists the known', () => {
    expect(() => fillCloudInitNames('{{ ds.meta_data.region }}', { hostname: 'n1' }, 'files[0]')).toThrow(
      'files[0]: {{ ds.meta_data.region }} has no meaning here',
    );
  });

  test('text without them is left alone', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/ds\.|v1/.test(text)),
        (text) => fillCloudInitNames(text, {}, 'here') === text,
      ),
    );
  });

  test.each([
    ['a\n b {{ ds.meta_data.hostname | upper }}', 2, 4, 'more than a name'],
    ['{% if v1.region == "x" %}', 1, 1, 'more than a name'],
    ['{% raw %}{{ v1.a }}{% endraw %}\n{{ v1.region }}', 2, 1, 'has no meaning here'],
  ])('%j is refused where it stands', (text, line, column, why) => {
    expect(cloudInitProblems(text, { hostname: 'n1' })).toMatchObject([
      { line, column, message: expect.stringContaining(why) },
    ]);
  });
});
