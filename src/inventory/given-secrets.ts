import { fieldsOf } from '../kubeadm/conversion.ts';

/** What the Secret documents beside an inventory hold: bytes by key, by name of the Secret. Namespaces do not matter. */
export type GivenSecrets = ReadonlyMap<string, Readonly<Record<string, Buffer>>>;

/** The bytes of one `kind: Secret` document by key: `stringData` wins over `data`, as in Kubernetes. */
export function secretData(document: unknown): Record<string, Buffer> {
  const { data, stringData } = fieldsOf(document);
  const bytes = (values: unknown, encoding: 'base64' | 'utf8') =>
    Object.entries(fieldsOf(values)).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, Buffer.from(value, encoding)] as const] : [],
    );
  return Object.fromEntries([...bytes(data, 'base64'), ...bytes(stringData, 'utf8')]);
}

/** The name of a `kind: Secret` document; undefined when it has none. */
export function secretName(document: unknown): string | undefined {
  const { name } = fieldsOf(fieldsOf(document).metadata);
  return typeof name === 'string' && name !== '' ? name : undefined;
}
