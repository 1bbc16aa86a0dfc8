import { parse } from 'yaml';
import { type Case, fixture, inventory } from '../cases.ts';

export interface TopologyCase extends Omit<Case, 'documents'> {
  /** Text of the documents and what takes its place. */
  edit?: Record<string, string>;
  /** Instead of the Cluster. */
  cluster?: string;
  /** Documents beside them. */
  more?: string;
  /** Parts of documents that it is expanded to. */
  expanded?: { kind: string; metadata: { name: string } }[];
  /** Documents that are not there afterwards. */
  absent?: string[];
}

const { cases, ...written } = parse(fixture('topology/cases.yaml')) as {
  cluster: string;
  class: string;
  cases: TopologyCase[];
};

/** The files of a case. Edits are made wherever their text is; one that is nowhere is a mistake of the case. */
export function filesOf({
  edit = {},
  more = '',
  cluster = written.cluster,
  ...beside
}: TopologyCase): Record<string, string> {
  const made = { cluster, class: written.class };
  for (const [from, to] of Object.entries(edit)) {
    const found = (['cluster', 'class'] as const).filter((name) => made[name].includes(from));
    if (found.length === 0) throw new Error(`nowhere: ${from}`);
    for (const name of found) made[name] = made[name].replace(from, () => to);
  }
  return {
    'inventory.yaml': inventory(beside),
    'cluster.yaml': made.cluster,
    'class.yaml': made.class,
    'more.yaml': more,
  };
}

export const TOPOLOGY_CASES = cases;
