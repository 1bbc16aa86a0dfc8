import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { secretTexts } from '../../../src/model/secret-texts.ts';
import { edited, oneLine, readText } from './cases.ts';

const bytes = gzipSync('zipped secret');
const SECRET = `---
apiVersion: v1
kind: Secret
metadata: { name: site }
stringData: { text: "from the Secret", hash: "$6$salt$hash" }
data: { zipped: ${bytes.toString('base64')}, text: ${Buffer.from('overruled').toString('base64')} }
`;
const spec = (key: string) => `kubeadmConfigSpec:
      files:
        - { path: /a, contentFrom: { secret: { name: site, key: ${key} } } }
        - { path: /b, encoding: gzip, contentFrom: { secret: { name: site, key: zipped } } }
      users:
        - { name: ops, passwdFrom: { secret: { name: site, key: hash } } }`;

test('what Secrets hold comes from documents given along, and is known as secret', async () => {
  const { read, problems } = await readText(edited({ 'kubeadmConfigSpec: {}': spec('text') }) + SECRET);
  expect(problems.map(oneLine)).toEqual([]);
  const { files, users } = read?.desired.controlPlane.kubeadmConfigSpec ?? {};
  expect(files).toEqual([
    { path: '/a', content: 'from the Secret', contentFrom: { secret: { name: 'site', key: 'text' } } },
    {
      path: '/b',
      encoding: 'gzip+base64',
      content: bytes.toString('base64'),
      contentFrom: { secret: { name: 'site', key: 'zipped' } },
    },
  ]);
  expect(users).toMatchObject([{ name: 'ops', passwd: '$6$salt$hash' }]);
  expect(read && secretTexts(read.desired)).toEqual(
    expect.arrayContaining(['from the Secret', 'zipped secret', bytes.toString('base64'), '$6$salt$hash']),
  );
});

test('what is not there is named, with what is', async () => {
  const missing = await readText(edited({ 'kubeadmConfigSpec: {}': spec('txt') }) + SECRET);
  expect(missing.problems.map(oneLine)).toEqual([
    '16:65 the Secret site has no key txt -> Its keys are hash, text, zipped.',
  ]);
  const none = await readText(edited({ 'kubeadmConfigSpec: {}': spec('text') }));
  expect(none.problems).toHaveLength(3);
  const both = await readText(
    edited({ 'kubeadmConfigSpec: {}': spec('text').replace('/a,', '/a, content: x,') }) + SECRET,
  );
  expect(both.problems.map(oneLine)).toEqual([
    '16:35 content and contentFrom both say what it is -> Remove one of them.',
  ]);
});
