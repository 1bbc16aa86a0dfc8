import type { RemovalPolicy } from '../model/desired.ts';
import { legible } from '../model/shown.ts';
import type { InventoryBasis } from './basis.ts';

/** A place in the inventory: names of fields, and named things of lists: `machineDeployments`, the one called `workers`, `replicas`. */
type Place = (string | { of: string; name: string })[];

const NOUNS: Record<string, string> = {
  hosts: 'host',
  machineDeployments: 'machine deployment',
  taints: 'taint',
  files: 'file',
  labels: 'label',
  manifestContents: 'manifest',
};
/** Maps whose keys are names that a person gave. */
const MAPS = new Set(['labels', 'manifestContents']);
/** What is not told in full. */
const LONGEST_VALUE = 60;

/** What differs between two inventories, in words: `replicas of workers 2 → 3`, `host w-4 is new`. */
export function compareInventory(saved: InventoryBasis, now: InventoryBasis): string[] {
  return [...comparePools(saved, now), ...compare([], asWritten(saved), asWritten(now))].map(legible);
}

/** Hosts that came or went are told themselves: only those that are in both inventories changed their place. */
function comparePools(saved: InventoryBasis, now: InventoryBasis): string[] {
  const hosts = new Set(saved.hosts.map(({ name }) => name));
  const staying = now.hosts.flatMap(({ name }) => (hosts.has(name) ? [name] : []));
  const [before, after] = [poolsOf(saved), poolsOf(now)];
  return [...before].flatMap(([owner, pool]) => {
    const other = after.get(owner);
    if (!other) return [];
    return [
      ...staying.filter((host) => !pool.has(host) && other.has(host)).map((host) => `${host} may serve ${owner} now`),
      ...staying
        .filter((host) => pool.has(host) && !other.has(host))
        .map((host) => `${host} may not serve ${owner} any more`),
    ];
  });
}

function poolsOf({ controlPlane, machineDeployments }: InventoryBasis): Map<string, Set<string>> {
  return new Map([
    ['the control plane', new Set(controlPlane.pool)],
    ...machineDeployments.map(({ name, pool }) => [name, new Set(pool)] as const),
  ]);
}

/** Pools are told otherwise; limits by the names and in the units that a person writes, and what all owners share once. */
function asWritten({ controlPlane, machineDeployments, ...rest }: InventoryBasis) {
  const owners: OwnerBasis[] = [controlPlane, ...machineDeployments];
  return {
    drain: {
      giveUpAfter: [...new Set(owners.flatMap(({ removal }) => duration(removal?.giveUpAfterMs) ?? []))].join(', '),
    },
    controlPlane: ownerAsWritten(controlPlane),
    machineDeployments: machineDeployments.map(ownerAsWritten),
    ...rest,
  };
}

/** A plan in a file may have been edited. */
interface OwnerBasis {
  pool: string[];
  removal?: Partial<RemovalPolicy>;
}

function ownerAsWritten<T extends OwnerBasis>({ pool: _, removal = {}, ...owner }: T) {
  const { drainTimeoutMs, volumeDetachTimeoutMs, nodeDeletionTimeoutMs, giveUpAfterMs } = removal;
  return {
    ...owner,
    nodeDrainTimeout: duration(drainTimeoutMs),
    nodeVolumeDetachTimeout: duration(volumeDetachTimeoutMs),
    // Without a limit of its own it is bounded by what all share.
    nodeDeletionTimeout:
      nodeDeletionTimeoutMs !== undefined && nodeDeletionTimeoutMs === giveUpAfterMs
        ? '0s'
        : duration(nodeDeletionTimeoutMs),
  };
}

/** As Go writes it, without parts that are nothing: 10m, 1h30m, 90s. */
function duration(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  const [hours, minutes, rest] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, ms % 60_000];
  const parts = [hours > 0 && `${hours}h`, minutes > 0 && `${minutes}m`, rest > 0 && `${rest / 1000}s`];
  return parts.filter(Boolean).join('') || '0s';
}

function compare(place: Place, saved: unknown, now: unknown): string[] {
  if (Array.isArray(saved) && Array.isArray(now)) return compareLists(place, saved, now);
  if (isRecord(saved) && isRecord(now)) {
    const field = place.at(-1);
    const of = typeof field === 'string' && MAPS.has(field) ? field : undefined;
    return [...new Set([...Object.keys(saved), ...Object.keys(now)])].flatMap((name) =>
      compare(of ? [...place.slice(0, -1), { of, name }] : [...place, name], saved[name], now[name]),
    );
  }
  if (JSON.stringify(saved) === JSON.stringify(now)) return [];
  return [told(place, saved, now)];
}

function compareLists(place: Place, saved: unknown[], now: unknown[]): string[] {
  const [before, after] = [byName(saved), byName(now)];
  const of = place.at(-1);
  if (!before || !after || typeof of !== 'string') {
    return JSON.stringify(saved) === JSON.stringify(now) ? [] : [told(place, saved, now)];
  }
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changes = names.flatMap((name) =>
    compare([...place.slice(0, -1), { of, name }], before.get(name), after.get(name)),
  );
  const order = [...after.keys()].filter((name) => before.has(name)).join();
  const sameOrder = order === [...before.keys()].filter((name) => after.has(name)).join();
  return sameOrder ? changes : [...changes, `the order of ${where(place)} has changed`];
}

/** The list by the names of its items; `undefined` where they have none. */
function byName(items: readonly unknown[]): Map<string, unknown> | undefined {
  const named = items.map((item) => [nameOf(item), item] as const);
  const names = named.flatMap(([name]) => (name === undefined ? [] : [name]));
  if (names.length < items.length || new Set(names).size < items.length) return undefined;
  return new Map(named.map(([name = '', item]) => [name, item]));
}

function nameOf(item: unknown): string | undefined {
  if (!isRecord(item)) return undefined;
  const { name, path, key, effect } = item;
  const taint = typeof key === 'string' && typeof effect === 'string' ? `${key}:${effect}` : undefined;
  const found = name ?? path ?? taint;
  return typeof found === 'string' ? found : undefined;
}

function told(place: Place, saved: unknown, now: unknown): string {
  const named = typeof place.at(-1) === 'object';
  const [before, after] = [shown(saved), shown(now)];
  if (saved === undefined) return `${where(place)} is new${named || after === undefined ? '' : `: ${after}`}`;
  if (now === undefined) return `${where(place)} is gone`;
  if (before === undefined || after === undefined || isContent(place)) return `${where(place)} has changed`;
  return `${where(place)} ${before} → ${after}`;
}

/** Hashes say nothing to people. */
function isContent(place: Place): boolean {
  const last = place.at(-1);
  return typeof last === 'object' && last.of === 'manifestContents';
}

/** Inside out: `content of file /etc/motd of workers`. */
function where(place: Place): string {
  const words: string[] = [];
  let fields: string[] = [];
  const flush = () => {
    if (fields.length > 0) words.unshift(fields.join('.'));
    fields = [];
  };
  for (const [i, part] of place.entries()) {
    if (typeof part === 'string') {
      if (i === 0 && part === 'controlPlane') words.unshift('the control plane');
      else fields.push(part);
      continue;
    }
    flush();
    const owns = part.of === 'hosts' || part.of === 'machineDeployments';
    words.unshift(owns && i < place.length - 1 ? part.name : `${NOUNS[part.of] ?? part.of} ${part.name}`);
  }
  flush();
  return words.join(' of ');
}

/** `undefined`: too long, or nothing that stands in a line. */
function shown(value: unknown): string | undefined {
  const text = typeof value === 'string' && /^[^\s"]+$/.test(value) ? value : JSON.stringify(value);
  return text === undefined || text.length > LONGEST_VALUE ? undefined : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
