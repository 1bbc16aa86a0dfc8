import { countOf } from '../model/count-of.ts';
import type { RunEvent } from '../model/event.ts';
import { createPlainReporter, plainText } from './plain.ts';
import { createProgressModel } from './progress-model.ts';
import type { Reporter } from './reporter.ts';
import { PICTURE_EXTRA_ROWS, type Picture, startPicture, type TerminalStream } from './tty.ts';

export interface LiveOptions {
  /** Milliseconds since the epoch. Default Date.now. */
  now?: () => number;
}

/** Events that stay on the screen as lines of their own. */
const STAYING = new Set<RunEvent['type']>(['run-started', 'host-unreachable', 'findings', 'note', 'run-finished']);

/**
 * Progress on a terminal: lines before the first operation, then a live picture until `finish`, then the lines that came
 * in between. A terminal with too few rows for the stages gets plain lines instead.
 */
export function createLiveReporter(stream: TerminalStream, { now = Date.now }: LiveOptions = {}): Reporter {
  const model = createProgressModel();
  const looking = lookingLine(stream);
  const held: string[] = [];
  let picture: Picture | undefined;
  let plain: Reporter | undefined;

  const start = (event: RunEvent) => {
    if (model.stages.length + PICTURE_EXTRA_ROWS > (stream.rows ?? Number.POSITIVE_INFINITY)) {
      plain = createPlainReporter(stream);
      plain.handle(event);
    } else {
      picture = startPicture(stream, model, now);
    }
  };

  return {
    handle(event) {
      if (plain) return plain.handle(event);
      model.handle(event);
      if (event.type === 'host-connected' && !picture) return looking.connected();
      looking.clear();
      const line = STAYING.has(event.type) ? plainText(event, false) : undefined;
      if (line !== undefined && line !== '') {
        if (picture) {
          held.push(line);
          picture.note(line);
        } else {
          stream.write(`${line}\n`);
        }
      }
      if (event.type === 'operation-started' && !picture) start(event);
    },
    async finish() {
      looking.clear();
      await picture?.end();
      for (const line of held) stream.write(`${line}\n`);
      await plain?.finish();
    },
  };
}

/** A line that counts the hosts that have answered, and leaves no trace. */
function lookingLine(stream: TerminalStream) {
  let hosts = 0;
  return {
    connected() {
      hosts += 1;
      stream.write(`\r\u001b[2K${countOf(hosts, 'host')} answered`);
    },
    clear() {
      if (hosts > 0) stream.write('\r\u001b[2K');
      hosts = 0;
    },
  };
}
