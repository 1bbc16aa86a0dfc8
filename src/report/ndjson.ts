import { lineWriter, type OutputStream } from './line-writer.ts';
import type { Reporter } from './reporter.ts';

/** One JSON event a line. What hosts say is left to the debug log. */
export function createNdjsonReporter(stream: OutputStream): Reporter {
  const out = lineWriter(stream);
  return {
    handle(event) {
      if (event.type !== 'host-output') out.line(JSON.stringify(event));
    },
    finish: () => out.drained(),
  };
}
