import type { DocumentPath } from './problem.ts';
import type { SchemaNode } from './schema-node.ts';
import { isSecretField } from './secret-fields.ts';

/** The fix for a value of the wrong type: the slips that YAML invites. */
export function typeHint(
  wanted: readonly string[],
  value: unknown,
  schema: SchemaNode,
  path: DocumentPath,
): string | undefined {
  const field = `${path.at(-1) ?? ''}`;
  if (wanted.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    if (field === 'version') return 'Write all three parts, for example v1.34.2; YAML reads 1.20 as the number 1.2.';
    if (field === 'permissions' && typeof value === 'number') return 'Put the permissions in quotes: "0644"';
    return isSecretField(path) ? 'Put it in quotes.' : `Put it in quotes: "${value}"`;
  }
  if (wanted.includes('object')) return objectHint(field, value, schema);
  if (wanted.includes('array') && typeof value === 'string') return `Write a list: ${field}: [${value}]`;
  if (wanted.includes('array') && typeof value === 'object' && value !== null) {
    return 'Begin each entry with "- ", as in a list.';
  }
  if (wanted.includes('integer') && typeof value === 'string' && /^\d+$/.test(value)) return `Without quotes: ${value}`;
  if (wanted.includes('boolean') && typeof value === 'string') {
    if (/^(yes|on|y)$/i.test(value)) return 'Write true.';
    if (/^(no|off|n)$/i.test(value)) return 'Write false.';
  }
  return schema.description;
}

function objectHint(field: string, value: unknown, schema: SchemaNode): string | undefined {
  const known = Object.keys(schema.properties ?? {});
  if (field.endsWith('From') && known.includes('secret')) {
    return `Write ${field}: { secret: { name: NAME, key: KEY } }, and give that Secret with -f.`;
  }
  if (field.endsWith('From'))
    return `Say where it comes from: ${field}: { env: NAME_OF_A_VARIABLE } (or file, prompt, age)`;
  if (field === 'controlPlaneEndpoint' && typeof value === 'string') {
    const [host, port] = value.split(/:(?=\d+$)/);
    return `Write ${field}: { host: ${host}, port: ${port ?? 6443} }`;
  }
  if (field === 'sudo' && typeof value === 'boolean') return `Write sudo: { enabled: ${value} }`;
  if (field === 'bastion' && typeof value === 'string') return `Write bastion: { address: ${value} }`;
  if (field === 'pods' || field === 'services') {
    const blocks: unknown[] = [value].flat();
    if (blocks.length > 0 && blocks.every((block) => typeof block === 'string')) {
      return `Write ${field}: { cidrBlocks: [${blocks.join(', ')}] }`;
    }
  }
  return known.length > 0 ? `Its fields are ${known.join(', ')}.` : schema.description;
}
