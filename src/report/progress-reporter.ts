import { createPlainReporter, type PlainOptions } from './plain.ts';
import type { Reporter } from './reporter.ts';
import { wantsColour } from './style.ts';

/**
 * The reporter for a person, on stderr: live on a terminal; plain lines in a pipe, with NO_COLOR, TERM=dumb or `plain`.
 * listr2 is only loaded where it is used.
 */
export async function createProgressReporter(
  stream: NodeJS.WriteStream,
  options: PlainOptions & { plain?: boolean } = {},
): Promise<Reporter> {
  if (options.plain || options.debug || !wantsColour(stream)) return createPlainReporter(stream, options);
  const { createLiveReporter } = await import('./live.ts');
  return createLiveReporter(stream);
}
