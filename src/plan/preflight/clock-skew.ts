import type { Finding } from '../../model/plan.ts';
import type { Ground } from './ground.ts';

const WARN_MS = 5_000;
const REFUSE_MS = 30_000;
const OPERATOR_MS = 60_000;

/** Clocks against their median: certificates, tokens and etcd's leases all rest on them. */
export function checkClockSkew({ candidates, creating }: Ground): Finding[] {
  const middle = median(candidates.map(({ facts }) => facts.clockOffsetMs));
  if (middle === undefined) return [];
  const findings = candidates.flatMap(({ machine: { name }, facts }): Finding[] => {
    const skew = facts.clockOffsetMs - middle;
    if (Math.abs(skew) <= WARN_MS) return [];
    return [
      {
        host: name,
        check: 'clock-skew',
        severity: creating.has(name) && Math.abs(skew) > REFUSE_MS ? 'refuse' : 'warn',
        message: `its clock is ${seconds(skew)} ${skew > 0 ? 'ahead of' : 'behind'} the other hosts'`,
        cure: 'Set the clock, and let chrony or systemd-timesyncd keep it (timedatectl; spec.ntp.servers).',
      },
    ];
  });
  return [...findings, ...operatorClock(middle, creating)];
}

/** Authorities are issued here: certificates of a computer that is ahead are not valid yet over there. */
function operatorClock(middle: number, creating: ReadonlySet<string>): Finding[] {
  if (creating.size === 0 || Math.abs(middle) <= OPERATOR_MS) return [];
  return [
    {
      check: 'operator-clock',
      severity: 'warn',
      message: `this computer's clock is ${seconds(middle)} ${middle > 0 ? 'behind' : 'ahead of'} the hosts'`,
      cure: 'Set the clock of this computer, or those of the hosts.',
    },
  ];
}

/** Of two in the middle, the one nearer to our own clock: half-way between them nobody is. */
function median(offsets: readonly number[]): number | undefined {
  const sorted = [...offsets].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  if (low === undefined || high === undefined) return undefined;
  return Math.abs(low) <= Math.abs(high) ? low : high;
}

function seconds(ms: number): string {
  const whole = Math.round(Math.abs(ms) / 1000);
  if (whole < 120) return `${whole} s`;
  return whole < 7200 ? `${Math.round(whole / 60)} min` : `${Math.round(whole / 3600)} h`;
}
