import { InstallerError } from '../errors.ts';

const NAME = /\{\{-?\s*(?:ds\.meta_data|ds\.meta-data|v1)(?:\.([\w-]+)|\[["']([\w-]+)["']\])\s*-?\}\}/g;

/**
 * `text` of a Cluster API document with cloud-init's instance names filled in. Everything else in braces is left as it
 * is: such files hold templates of other programs.
 * @param where names the text in an error: `kubeadmConfigSpec.files[2]`
 * @throws InstallerError `inventory-invalid` for an instance name that a bare host does not have
 */
export function fillCloudInitNames(text: string, metaData: Readonly<Record<string, string>>, where: string): string {
  return text.replace(NAME, (written: string, dotted?: string, bracketed?: string) => {
    const name = (dotted ?? bracketed ?? '').replaceAll('-', '_');
    const value = Object.hasOwn(metaData, name) ? metaData[name] : undefined;
    if (value !== undefined) return value;
    throw new InstallerError('inventory-invalid', `${where}: ${written} has no meaning here`, {
      hint: `Known names: ${Object.keys(metaData).sort().join(', ')}, each after "ds.meta_data.".`,
    });
  });
}
