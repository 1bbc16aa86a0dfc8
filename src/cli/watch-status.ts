import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterStatus } from '../plan/cluster-status.ts';
import { createScreen, type ScreenStream } from '../report/repaint.ts';
import { statusText } from '../report/status-text.ts';
import type { Output } from './options.ts';
import { untilAborted } from './until-aborted.ts';

export interface WatchOptions {
  /** Seconds between two looks. */
  seconds: number;
  output: Output;
  /** Where it is shown. Default: standard output. */
  stream?: ScreenStream & { isTTY?: boolean };
  /** Ends the watch. */
  signal: AbortSignal;
  /** Milliseconds since the epoch. Default Date.now. */
  now?: () => number;
}

/**
 * Shows the status again and again until the signal. On a terminal the picture is repainted; elsewhere, and as JSON or
 * YAML, it is written once more whenever it has changed: JSON as one line, text behind the time.
 */
export async function watchStatus(look: () => Promise<ClusterStatus>, options: WatchOptions): Promise<void> {
  const { seconds, output, signal, now = Date.now } = options;
  const stream = options.stream ?? process.stdout;
  const screen = output === 'text' && stream.isTTY ? createScreen(stream) : undefined;
  let before: string | undefined;
  try {
    for (;;) {
      const status = await untilAborted(look(), signal);
      if (status === undefined) return;
      const text = await textOf(status, output);
      const time = new Date(now()).toLocaleTimeString('sv-SE');
      if (screen) screen.paint(`${time}, every ${seconds} s; Ctrl-C ends\n\n${text}`);
      else if (text !== before) stream.write(output === 'text' ? `${time}\n${text}\n\n` : text);
      before = text;
      await untilAborted(sleep(seconds * 1000, undefined, { signal }), signal);
    }
  } finally {
    screen?.end();
  }
}

async function textOf(status: ClusterStatus, output: Output): Promise<string> {
  if (output === 'text') return statusText(status);
  if (output === 'json') return `${JSON.stringify(status)}\n`;
  const { stringify } = await import('yaml');
  return `---\n${stringify(status, { lineWidth: 0 })}`;
}
