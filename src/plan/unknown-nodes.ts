import type { Desired } from '../model/desired.ts';
import type { Observed } from '../model/observed.ts';

/** Names of Nodes that nobody knows: no record speaks of them and the inventory does not. They are never touched. */
export function unknownNodes({ hosts }: Pick<Desired, 'hosts'>, { cluster }: Pick<Observed, 'cluster'>): string[] {
  const known = new Set([...hosts, ...(cluster?.records ?? [])].map(({ name }) => name));
  return (cluster?.nodes ?? []).map(({ name }) => name).filter((name) => !known.has(name));
}
