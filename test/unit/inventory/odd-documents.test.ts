import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderProblem } from '../../../src/inventory/problem.ts';
import { readInventory } from '../../../src/inventory/read-inventory.ts';
import { BASE, edited, oneLine, readText, withFolder } from './cases.ts';

const vars = (value: string) => edited({ '  # edits': `  vars: ${value}\n  #` });
const nested = (levels: number) => `{ a: ${'['.repeat(levels)}${']'.repeat(levels)} }`;
const address = (text: string) => edited({ 'cp-1, address: 192.168.73.11': `cp-1, address: ${text}` });

describe('text as other programs leave it reads the same', () => {
  it.each([
    ['a byte order mark', `\ufeff${BASE}`],
    ['lines that end as on Windows', BASE.replaceAll('\n', '\r\n')],
    ['an end mark', `${BASE}...\n`],
    ['empty documents around it', `---\n---\n${BASE}---\n# nothing\n`],
    ['the version of YAML it is written for', `%YAML 1.1\n---\n${BASE}`],
    ['a directive that nobody knows', `%FOO bar\n---\n${BASE}`],
  ])('with %s', async (_, text) => {
    expect((await readText(text)).read?.desired).toEqual((await readText(BASE)).read?.desired);
  });
});

describe('what a document may hold', () => {
  it.each([
    ['names that objects have of their own', '{ constructor: 3, hasOwnProperty: 2, toString: 1 }'],
    ['as many levels as anybody writes', nested(95)],
    ['names of fields that are no text', '{ 1: a, true: b, null: c }'],
    ['an anchor used twice', '{ a: &a { b: 1 }, c: *a, d: { <<: *a } }'],
    ['the largest number that is kept exactly', '{ a: 9007199254740991, b: 1e-400, c: -0, d: 0x10 }'],
  ])('%s', async (_, value) => {
    const { problems, read } = await readText(vars(value));
    expect(problems).toEqual([]);
    expect(read).toBeDefined();
  });

  it('means the same whatever version of YAML it says it is written for', async () => {
    const { read } = await readText(`%YAML 1.1\n---\n${vars('{ on: yes, date: 2020-01-01, sexagesimal: 1:30 }')}`);
    expect(read?.desired.vars).toEqual({ on: 'yes', date: '2020-01-01', sexagesimal: '1:30' });
  });
});

describe('what is wrong with a document is told where it stands', () => {
  it.each([
    ['a NUL', vars('{ a: "\0" }'), '15:15 the control character \\u0000 stands here: this is no text -> '],
    ['a colour', address('\u001b[31mred'), '18:30 the control character \\u001b stands here: this is no text -> '],
    [
      'an open quote',
      `a: 1\nb: "open\nc: 2\n`,
      '2:4 a quote is opened here and never closed -> Close it; text that has such a quote in it stands in quotes of the other kind.',
    ],
    [
      'documents without a line between them',
      '{ "a": 1 }\n{ "b": 1 }\n',
      '2:1 a second document begins here -> Documents are parted by a line of ---.',
    ],
    ['too many levels', vars(nested(101)), '15:111 lists and objects are nested too deeply -> '],
    ['levels by the thousand', vars(nested(2000)), /^15:\d+ lists and objects are nested too deeply -> At most 100/],
    ['levels without end', `a: ${'['.repeat(50_000)}`, /^1:\d+ lists and objects are nested too deeply -> At most 100/],
    [
      'levels by means of aliases',
      vars(`{ a: &a ${nested(90)}, b: &b ${nested(50).replace('[]', '[*a]')} }`),
      /^15:\d+ lists and objects are nested too deeply -> At most 100/,
    ],
    [
      'more than it seems to hold',
      vars(`{ a: &a [1], b: [${'*a, '.repeat(1001)}] }`),
      /^2:1 not usable YAML: Excessive/,
    ],
    ['a circle', vars('&v { a: *v }'), '15:17 *v stands inside &v itself'],
    ['a circle of merges', vars('&v { <<: *v, b: 1 }'), '15:18 *v stands inside &v itself'],
    ['the prototype', vars('{ __proto__: { a: 1 } }'), '15:11 a field cannot be named __proto__'],
    [
      'a template without quotes',
      address('{{ ds.ip }}'),
      '18:31 a list or an object where the name of a field belongs -> ',
    ],
    ['a number beyond all', vars('{ a: 1e400 }'), '15:14 1e400 is no number that can be kept exactly -> Text must'],
    ['a number of 20 digits', vars('{ a: 12345678901234567890 }'), '15:14 12345678901234567890 is no number that can'],
    ['no number', vars('{ a: .nan }'), '15:14 .nan is no number that can be kept exactly'],
    [
      "Ansible's vault",
      address('!vault x'),
      '18:30 the tag !vault means nothing here -> Say where a secret comes from',
    ],
    ['a date', address('!!timestamp 2020-01-01'), '18:30 the tag !!timestamp means nothing here -> Remove it'],
    ['bytes', vars('{ a: !!binary aGk= }'), '15:14 the tag !!binary means nothing here -> Remove it'],
    ['a set', vars('!!set { a, b }'), '15:9 the tag !!set means nothing here -> Remove it'],
    ['a field without a name', edited({ '  # edits': '  null: 1\n  #' }), '15:3 spec has no field "" -> Its fields'],
    [
      'an escape in the name of a field',
      edited({ '  # edits': '  "\\e[1m": 1\n  #' }),
      '15:3 spec has no field \\u001b[1m',
    ],
    [
      'what nobody sees',
      edited({ 'name: cp-1': 'name: cp\u200b-1' }),
      '18:15 spec.hosts[0].name is "cp\\u200b-1"; it must',
    ],
  ])('%s', async (_, text, said) => {
    const { read, problems } = await readText(text);
    expect(read).toBeUndefined();
    const line = oneLine(problems[0] ?? expect.fail('no problem'));
    if (typeof said === 'string') expect(line.slice(0, said.length)).toBe(said);
    else expect(line).toMatch(said);
  });

  it('in as many words as fit, however long the value is', async () => {
    const { problems } = await readText(address(`${'a'.repeat(300_000)}!`));
    expect(problems.map(renderProblem).join('\n').length).toBeLessThan(1000);
    expect(problems[0]?.message).toMatch(/^a+… is not an address$/);
  });

  it.each([
    ['Windows-1252', 'latin1', '# Zürich\n', 'i.yaml:1:4: error: the byte 0xfc is not UTF-8'],
    ['UTF-16', 'utf16le', '\ufeff# Zürich\n', 'i.yaml:1:1: error: this is UTF-16, not UTF-8'],
  ] as const)('a file in %s', async (_, encoding, first, said) => {
    await withFolder({}, async (cwd) => {
      await writeFile(join(cwd, 'i.yaml'), Buffer.from(first + BASE, encoding));
      await expect(readInventory({ files: ['i.yaml'], cwd })).rejects.toMatchObject({
        kind: 'inventory-invalid',
        details: { lastLines: [said, expect.stringContaining('iconv -f')] },
      });
    });
  });
});
