import { cp, link, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface Item {
  path: string;
  name: string;
  [field: string]: unknown;
}

/**
 * A bundle that also holds the kube-proxy of the version that runs now: nodes made anew run it until the whole control plane
 * is of the new version.
 * @param into folder that does not exist yet
 */
export async function withFormerKubeProxy(bundle: string, former: string, into: string): Promise<string> {
  const read = async (folder: string) =>
    parse(await readFile(join(folder, 'bundle.yaml'), 'utf8')) as { items: Item[] };
  const proxy = (await read(former)).items.find(({ name }) => name === 'kube-proxy');
  if (!proxy) throw new Error(`${former} holds no kube-proxy`);
  const item = { ...proxy, name: 'former-kube-proxy', path: 'images/former-kube-proxy.tar' };
  await cp(bundle, into, { recursive: true });
  await link(join(former, proxy.path), join(into, item.path));
  const manifest = await read(bundle);
  await writeFile(join(into, 'bundle.yaml'), stringify({ ...manifest, items: [...manifest.items, item] }));
  return into;
}
