import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { InventoryError } from '../../../../src/inventory/inventory-error.ts';
import type { Problem } from '../../../../src/inventory/problem.ts';
import { type ReadInventory, readInventory } from '../../../../src/inventory/read-inventory.ts';
import { oneLine, withFolder } from '../cases.ts';

export const fixtures = new URL('../../../fixtures/cluster-api/', import.meta.url);

/** Documents beside an Inventory of hosts, and what comes of them. */
export interface Case {
  title: string;
  documents: string;
  /** Fields of spec of the Inventory besides hosts and ssh. */
  overlay?: Record<string, unknown>;
  /** metadata of the Inventory. */
  metadata?: Record<string, unknown>;
  /** A part of Desired. */
  desired?: Record<string, unknown>;
  /** `file:line:column message -> hint`. */
  problems?: string[];
}

export function fixture(name: string): string {
  return readFileSync(new URL(name, fixtures), 'utf8');
}

export function casesOf(name: string): Case[] {
  return parse(fixture(name)) as Case[];
}

const host = (name: string, address: string, role: string, rack?: string) => ({
  name,
  address,
  role,
  ...(rack && { labels: { 'topology.kubernetes.io/zone': rack } }),
});

/** Three control planes, two workers in rack-a and one in rack-b. */
export const HOSTS = [
  host('cp-1', '10.0.0.1', 'control-plane'),
  host('cp-2', '10.0.0.2', 'control-plane'),
  host('cp-3', '10.0.0.3', 'control-plane'),
  host('w-1', '10.0.0.11', 'worker', 'rack-a'),
  host('w-2', '10.0.0.12', 'worker', 'rack-a'),
  host('w-3', '10.0.0.13', 'worker', 'rack-b'),
];

/** The Inventory that documents stand beside: hosts, ssh, and what a case lays over. */
export function inventory({ overlay, metadata }: Pick<Case, 'overlay' | 'metadata'> = {}): string {
  return stringify({
    apiVersion: 'installer.dev/v1alpha1',
    kind: 'Inventory',
    ...(metadata && { metadata }),
    spec: { ssh: { user: 'ops', agent: true }, hosts: HOSTS, ...overlay },
  });
}

export interface Outcome {
  read?: ReadInventory;
  problems: readonly Problem[];
  /** `file:line:column message -> hint` of each. */
  said: string[];
}

/** Reads files of a folder; anything thrown but InventoryError is passed on. */
export async function readFiles(files: Record<string, string>, named = Object.keys(files)): Promise<Outcome> {
  let outcome: Outcome | undefined;
  await withFolder(files, async (cwd) => {
    try {
      const read = await readInventory({ files: named, cwd, home: '/home/ops' });
      outcome = { read, problems: read.warnings, said: told(read.warnings) };
    } catch (error) {
      if (!(error instanceof InventoryError)) throw error;
      outcome = { problems: error.problems, said: told(error.problems) };
    }
  });
  if (outcome === undefined) throw new Error('nothing was read');
  return outcome;
}

/** Without what is not acted upon yet: that has tests of its own, and becomes less. */
function told(problems: readonly Problem[]): string[] {
  return problems
    .filter(({ message }) => !/ha(s|ve) no effect yet$/.test(message))
    .map((problem) => `${problem.file}:${oneLine(problem)}`);
}
