import { decodeContent } from '../model/decode-content.ts';
import type { KubeadmFile } from '../model/desired.ts';
import { renderFile } from '../playbook/go-template/render-file.ts';
import type { Check, Complain } from './check.ts';
import { checkCloudInitText } from './check-cloud-init-text.ts';
import { kubeadmSpecs } from './kubeadm-specs.ts';
import type { DocumentPath } from './problem.ts';
import { refusal } from './refusal.ts';

/** What chown takes, and stat tells again. Domains have backslashes and at signs. */
const OWNER = /^[^\s:/-][^\s:/]*(?::[^\s:/-][^\s:/]*)?$/;

/** Files that kubeadmConfigSpec puts on hosts. */
export const checkKubeadmFiles: Check = (inventory, complain) => {
  for (const { spec, path } of kubeadmSpecs(inventory)) {
    const seen = new Set<string>();
    for (const [index, file] of (spec.files ?? []).entries()) {
      if (file === undefined) continue;
      checkPath(file, [...path, 'files', index], seen, complain);
      checkContent(file, [...path, 'files', index], complain);
    }
  }
};

function checkPath(file: Partial<KubeadmFile>, at: DocumentPath, seen: Set<string>, complain: Complain): void {
  const { path, append, owner } = file;
  if (owner !== undefined && !OWNER.test(owner)) {
    complain(
      [...at, 'owner'],
      `owner ${JSON.stringify(owner)} of ${path ?? 'this file'} is not a user`,
      ownerHint(owner),
    );
  }
  if (path === undefined) return;
  if (!path.startsWith('/')) complain([...at, 'path'], `${path} is not an absolute path`);
  else if (path.split('/').includes('..') || /[\n\\|]/.test(path)) {
    complain([...at, 'path'], `${path} is not a path that is written`, 'Without "..", backslash and vertical bar.');
  }
  if (seen.has(path) && append !== true) {
    complain([...at, 'path'], `${path} is written twice`, 'Keep one, or add append: true to the second.');
  }
  seen.add(path);
}

function ownerHint(owner: string): string {
  const [user, group, ...more] = owner.split(/[\s:]+/).filter((word) => /^[\w.][\w.@$-]*$/.test(word));
  const written = user === undefined || more.length > 0 ? 'root:root' : [user, group].filter(Boolean).join(':');
  return `Write user or user:group, for example ${written}`;
}

function checkContent(file: Partial<KubeadmFile>, at: DocumentPath, complain: Complain): void {
  const { path = 'this file', content = '', contentFrom, contentFormat, encoding } = file;
  // Its Secret is not there, which is said already.
  if (contentFrom !== undefined && file.content === undefined) return;
  const said = [...at, contentFrom === undefined ? 'content' : 'contentFrom'];
  if (encoding?.includes('base64') && !isBase64(content)) {
    complain(said, `the content of ${path} is not base64`, 'Encode it, or remove encoding.');
    return;
  }
  const text = decodeContent(file);
  if (text === undefined) {
    complain(said, `the content of ${path} is not ${encoding}`, 'Encode it, or remove encoding.');
    return;
  }
  if (contentFormat === 'Template') {
    const wrong = refusal(() => renderFile(text.toString('utf8'), { controlPlane: { version: 'v1.0.0' } }, path));
    if (wrong !== undefined) complain(said, wrong.message, wrong.hint);
  }
  if (encoding === undefined) checkCloudInitText(content, said, complain);
}

function isBase64(text: string): boolean {
  const packed = text.replace(/\s/g, '');
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}
