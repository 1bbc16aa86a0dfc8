import { randomBytes } from 'node:crypto';
import type { PseudoTtyOptions } from 'ssh2';
import type { Link } from './link.ts';
import { interrupted, type MarkedExec, MarkedRun } from './marked-run.ts';
import { wrapperCommand } from './wrapper.ts';

/** How long a channel whose script has ended may stay open: a daemon the script started holds its output. Milliseconds. */
const CLOSE_GRACE = 2_000;

/** A terminal that changes no byte and echoes nothing. */
const RAW_TERMINAL: PseudoTtyOptions = {
  term: 'dumb',
  modes: {
    ...{ ECHO: 0, ECHOE: 0, ECHOK: 0, ECHONL: 0, ECHOCTL: 0, ICANON: 0, ISIG: 0, IEXTEN: 0, ICRNL: 0, INLCR: 0 },
    ...{ IGNCR: 0, ISTRIP: 0, INPCK: 0, IXON: 0, IXOFF: 0, IXANY: 0, OPOST: 0, ONLCR: 0, CS8: 1, PARENB: 0 },
  },
};

export interface MarkedExecOutcome {
  /** Exit status, told by the end marker. */
  code: number;
  /** Resolves when the server has given back the session. */
  released: Promise<void>;
}

/**
 * Runs one wrapper over one exec channel. Only its end marker says how it ended: a channel that closes without one was
 * cut, whatever status came with it.
 * @throws NotStarted when the script was never begun
 * @throws ChannelRefused when the server opens no more sessions
 * @throws InstallerError `unreachable` (lost), `operation-failed` (time is up), `interrupted` (signal)
 */
export async function runMarked(link: Link, exec: MarkedExec): Promise<MarkedExecOutcome> {
  if (exec.signal?.aborted === true) throw interrupted(link, exec.title);
  const nonce = randomBytes(16).toString('hex');
  const command = wrapperCommand(exec.wrapper, nonce, exec.elevation, exec.scriptBytes);
  const channel = await link.exec(command, exec.terminal === true ? RAW_TERMINAL : undefined);
  exec.onOpen?.();
  const run = new MarkedRun(link, exec, channel, nonce);
  const released = new Promise<void>((resolve) => channel.once('close', () => resolve()));
  const code = await run.result;
  const timer = setTimeout(() => channel.close(), CLOSE_GRACE);
  return { code, released: released.then(() => clearTimeout(timer)) };
}
