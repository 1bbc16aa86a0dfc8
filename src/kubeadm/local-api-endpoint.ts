import { type Fields, fieldsOf } from './conversion.ts';

const DEFAULT_PORT = 6443;

/**
 * localAPIEndpoint: the address is ours, the port the user's. Exported Cluster API documents hold `advertiseAddress: ""`
 * and `bindPort: 0`, which mean "not set".
 */
export function localApiEndpoint(given: unknown, address: string, defaultPort: number = DEFAULT_PORT): Fields {
  return { advertiseAddress: address, bindPort: bindPort(given) ?? defaultPort };
}

/** The port that a localAPIEndpoint asks for. */
export function bindPort(given: unknown): number | undefined {
  const { bindPort: port } = fieldsOf(given);
  return typeof port === 'number' && port > 0 ? port : undefined;
}
