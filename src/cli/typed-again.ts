import { shellQuote } from '../ssh/quote.ts';

/** The command line as it was typed, to be typed again: with the same hosts and options, or it would do something else. */
export function typedAgain(argv: readonly string[]): string {
  return ['installer', ...argv.map(shellQuote)].join(' ');
}
