import type { RunEvent } from '../model/event.ts';

/** Of one operation on one host, and of one log. Characters. */
const OF_ONE = 2 * 1024 * 1024;
const OF_ALL = 64 * 1024 * 1024;
const LONGEST_LINE = 4_000;

/**
 * Bounds what hosts say, so that one chatty script cannot fill the operator's disk: answers the events to write in place
 * of the given one. What else happens is always written.
 */
export function outputBudget(limits = { ofOne: OF_ONE, ofAll: OF_ALL }): (event: RunEvent) => RunEvent[] {
  const spent = new Map<string, number>();
  let all = 0;
  return (event) => {
    if (event.type !== 'host-output' && event.type !== 'operation-progress') return [event];
    const about = `${event.operation ?? 'no operation'} on ${event.host ?? 'no host'}`;
    const before = spent.get(about) ?? 0;
    if (before > limits.ofOne || all > limits.ofAll) {
      // Told once: as long as it is counted.
      if (before === Number.POSITIVE_INFINITY) return [];
      spent.set(about, Number.POSITIVE_INFINITY);
      return [
        { at: event.at, type: 'note', message: `${about} said more than is kept: what follows is left out here` },
      ];
    }
    const kept =
      event.type === 'host-output'
        ? { ...event, line: short(event.line) }
        : { ...event, message: short(event.message) };
    const size = kept.type === 'host-output' ? kept.line.length : kept.message.length;
    spent.set(about, before + size);
    all += size;
    return [kept];
  };
}

function short(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`;
}
