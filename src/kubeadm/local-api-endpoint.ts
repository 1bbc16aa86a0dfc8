import { type Conversion, type Fields, fieldsOf, textOf } from './conversion.ts';

const DEFAULT_PORT = 6443;

/**
 * localAPIEndpoint: the address is ours, the port the user's. Exported Cluster API documents hold `advertiseAddress: ""`
 * and `bindPort: 0`, which mean "not set".
 */
export function localApiEndpoint(
  given: unknown,
  address: string,
  { conversion, path, port = DEFAULT_PORT }: { conversion: Conversion; path: string; port?: number | undefined },
): Fields {
  const theirs = textOf(fieldsOf(given).advertiseAddress);
  if (theirs !== undefined && theirs !== address) {
    conversion.warn(`${path}.advertiseAddress`, `"${theirs}" is not used: a host advertises its internalAddress`);
  }
  return { advertiseAddress: address, bindPort: bindPort(given) ?? port };
}

/** The port that a localAPIEndpoint asks for. */
export function bindPort(given: unknown): number | undefined {
  const { bindPort: port } = fieldsOf(given);
  return typeof port === 'number' && port > 0 ? port : undefined;
}
