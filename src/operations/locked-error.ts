import { InstallerError } from '../errors.ts';

/** What the script of a holder leaves beside the lock. Written on a host, so nothing of it is believed but as text. */
interface Holder {
  who: string;
  /** As its host's sshd saw it; empty where that is not known. */
  from: string;
  command: string;
  /** ISO 8601, on the holder's clock. */
  since: string;
  /** Seconds since the epoch, on the host's clock. */
  at: number;
}

/**
 * Says who holds the lock of a cluster, from where, since when, and what to do.
 * @param said standard output of the lock's script: the host's time in seconds, then what the holder left
 */
export function lockedError(host: string, cluster: string, said: string): InstallerError {
  const [now = '', left = ''] = said.split('\n');
  const holder = holderOf(left);
  const message = holder
    ? `${cluster} is being changed by ${described(holder, Number(now))}`
    : `${cluster} is being changed by another run, which has not said who it is`;
  return new InstallerError('locked', message, {
    host,
    hint: `Wait until that run has ended, then type the same command again. If it is dead, or its machine asleep or cut off, its lock on ${host} frees itself within 30 s.`,
  });
}

function described({ who, from, command, since, at }: Holder, now: number): string {
  const where = from === '' ? '' : ` from ${from}`;
  return `${who}${where}: ${command}, since ${localTime(since)} (${duration(now - at)} ago)`;
}

function holderOf(text: string): Holder | undefined {
  let holder: Partial<Record<keyof Holder, unknown>> | null;
  try {
    holder = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof holder !== 'object' || holder === null || typeof holder.who !== 'string') return undefined;
  const { who, from, command, since, at } = holder;
  return {
    who: plain(who),
    from: plain(from),
    command: plain(command),
    since: plain(since),
    at: typeof at === 'number' ? at : Number.NaN,
  };
}

/** Without what a terminal would obey. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(/\p{C}/gu, '') : '';
}

/** `2026-11-23 14:02:11`, where the reader is. */
function localTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${date} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds)) || 0;
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
