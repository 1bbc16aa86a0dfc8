import { isKubeVipManifest, withKubeconfig } from '../kubeadm/kube-vip-manifest.ts';
import { fillCloudInitNames } from '../model/cloud-init-text.ts';
import { decodeContent } from '../model/decode-content.ts';
import type { KubeadmFile } from '../model/desired.ts';
import type { PlaybookContext } from './context.ts';
import type { RenderedFile } from './expand-files.ts';
import { renderFile } from './go-template/render-file.ts';

/** What stands in kubeadmConfigSpec for one host: its texts filled in, and whether they came out of a Secret. */
export interface SpecFile extends RenderedFile {
  secret: boolean;
}

/** The list of the context whose files belong to a site, and win over files of playbooks with the same path. */
export const SPEC_FILES = 'kubeadmConfigSpec.files';

/**
 * The files of the inventory as one host is to have them.
 * @throws InstallerError `inventory-invalid` naming the file, for templates that cannot be filled in
 */
export function specFiles(context: PlaybookContext): SpecFile[] {
  return (context.kubeadmConfigSpec.files ?? []).map((file, index) =>
    specFile(file, `${SPEC_FILES}[${index}]`, context),
  );
}

function specFile(file: KubeadmFile, where: string, context: PlaybookContext): SpecFile {
  const { path, owner, permissions, append, contentFrom } = file;
  return {
    path,
    ...contentOf(file, where, context),
    ...(owner && { owner }),
    ...(permissions && { permissions }),
    ...(append && { append }),
    secret: contentFrom !== undefined,
  };
}

function contentOf(
  file: KubeadmFile,
  where: string,
  { ds, kubeVip, kubernetes }: PlaybookContext,
): Pick<RenderedFile, 'content' | 'encoding'> {
  const { content = '', contentFormat, encoding } = file;
  const isTemplate = contentFormat === 'Template';
  const isKubeVip = isKubeVipManifest(file);
  // Encoded content is somebody's own bytes, unless more is known of them.
  const decoded = encoding && (isTemplate || isKubeVip) ? decodeContent(file)?.toString('utf8') : undefined;
  if (encoding && decoded === undefined) return { content, encoding };
  let text = decoded ?? content;
  if (isTemplate) text = renderFile(text, { controlPlane: { version: kubernetes.controlPlaneVersion } }, where);
  if (!encoding) text = fillCloudInitNames(text, ds.meta_data, where);
  return { content: isKubeVip ? withKubeconfig(text, kubeVip.kubeconfigPath) : text };
}
