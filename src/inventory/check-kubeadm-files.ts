import type { Check, Complain } from './check.ts';
import type { Draft } from './draft.ts';
import type { KubeadmFile } from './inventory.gen.ts';
import type { DocumentPath } from './problem.ts';

/** Files that kubeadmConfigSpec puts on hosts. */
export const checkKubeadmFiles: Check = (inventory, complain) => {
  const { controlPlane, machineDeployments } = inventory.spec ?? {};
  checkFiles(controlPlane?.kubeadmConfigSpec?.files, ['spec', 'controlPlane', 'kubeadmConfigSpec', 'files'], complain);
  for (const [index, deployment] of (machineDeployments ?? []).entries()) {
    checkFiles(
      deployment?.kubeadmConfigSpec?.files,
      ['spec', 'machineDeployments', index, 'kubeadmConfigSpec', 'files'],
      complain,
    );
  }
};

function checkFiles(
  files: (Draft<KubeadmFile> | undefined)[] | undefined,
  path: DocumentPath,
  complain: Complain,
): void {
  const seen = new Set<string>();
  for (const [index, file] of (files ?? []).entries()) {
    if (file === undefined) continue;
    const at = [...path, index];
    if (file.path !== undefined && !file.path.startsWith('/'))
      complain([...at, 'path'], `${file.path} is not an absolute path`);
    if (file.path !== undefined && seen.has(file.path) && file.append !== true) {
      complain([...at, 'path'], `${file.path} is written twice`, 'Keep one, or add append: true to the second.');
    }
    if (file.path !== undefined) seen.add(file.path);
    if (file.contentFrom !== undefined) {
      complain(
        [...at, 'contentFrom'],
        'contentFrom is not supported yet: there is no cluster to read a Secret from',
        'Write the text as content.',
      );
    }
    if (file.encoding?.includes('base64') && !isBase64(file.content ?? '')) {
      complain(
        [...at, 'content'],
        `the content of ${file.path ?? 'this file'} is not base64`,
        'Encode it, or remove encoding.',
      );
    }
  }
}

function isBase64(text: string): boolean {
  const packed = text.replace(/\s/g, '');
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}
