import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../../lab/lab.ts';
import { editedInventory, type LabInventory } from './edited-inventory.ts';
import { installer, type Run, type RunOptions } from './installer.ts';

export interface SiteApply extends RunOptions {
  /** Further arguments. */
  args?: readonly string[];
}

export interface Event {
  type: string;
  [field: string]: unknown;
}

interface SiteStatus {
  phase: string;
  machines: Event[];
  hosts: Event[];
  healthChecks?: { machines: { name: string; unhealthy: boolean; replaced: boolean; whyNot?: string }[] }[];
}

/** A lab whose inventory is edited and applied again and again, each time from a laptop that knows nothing of it. */
export class Site {
  readonly lab: Lab;
  /** Cluster API documents beside the inventory. */
  readonly #documents: readonly string[];
  #path: string;
  #edits = 0;

  constructor(lab: Lab, documents: readonly string[] = []) {
    this.lab = lab;
    this.#documents = documents;
    this.#path = lab.inventoryPath;
  }

  /** What says which files are meant, on a command line. */
  get files(): string[] {
    return [this.#path, ...this.#documents].flatMap((path) => ['-f', path]);
  }

  /** Where the inventory as it is now stands. */
  get inventory(): string {
    return this.#path;
  }

  /** Leaves only these hosts in the inventory; `edit` changes what else is to change. */
  async write(hosts: readonly string[], edit: (inventory: LabInventory) => void = () => undefined): Promise<void> {
    this.#edits++;
    this.#path = await editedInventory(this.lab, `edit-${this.#edits}`, (inventory) => {
      inventory.spec.hosts = inventory.spec.hosts.filter(({ name }) => hosts.includes(name));
      edit(inventory);
    });
  }

  /** Applies the inventory with every confirmation given. */
  apply({ args = [], ...options }: SiteApply = {}): Promise<Run> {
    const confirmed = ['--yes', '--confirm-delete', this.lab.name];
    return this.run(['apply', ...this.files, ...confirmed, ...args], options);
  }

  /** Runs the installer with an operator's folder that is empty before and lost afterwards. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<Run> {
    const folder = await mkdtemp(join(tmpdir(), 'operator-'));
    try {
      return await installer(args, { ...options, env: { INSTALLER_STATE_DIR: folder, ...options.env } });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async status(): Promise<SiteStatus> {
    const { stdout } = await this.run(['status', ...this.files, '-o', 'json']);
    return JSON.parse(stdout);
  }
}

/** The events of a run with `-o json`. */
export function eventsOf({ stdout }: Run): Event[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Event);
}

/** Hosts that a run with `-o json` connected to, by name. */
export function connectedIn(run: Run): string[] {
  const hosts = eventsOf(run).flatMap(({ type, host }) => (type === 'host-connected' ? [String(host)] : []));
  return [...new Set(hosts)].toSorted();
}

/** The operations of this action in a run with `-o json`, as they began, with when they did and ended. */
export function operationsIn(run: Run, action: string): { host: string; from: string; to: string }[] {
  const events = eventsOf(run).filter(({ operation }) => String(operation).endsWith(`/${action}`));
  const ends = new Map(
    events.filter(({ type }) => type === 'operation-finished').map(({ operation, at }) => [operation, String(at)]),
  );
  return events
    .filter(({ type }) => type === 'operation-started')
    .map(({ operation, at }) => ({
      host: String(operation).replace(`/${action}`, ''),
      from: String(at),
      to: ends.get(operation) ?? '',
    }));
}
