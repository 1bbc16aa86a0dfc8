import { readFileSync } from 'node:fs';

/**
 * When a process was started, in clock ticks since boot: its pid alone may be another's by now. Undefined where there is
 * no /proc, or no such process.
 */
export function processStamp(pid: number): string | undefined {
  try {
    // proc(5): field 22. The second, the name, may hold blanks and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
