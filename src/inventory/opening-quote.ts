import { type Document, visit, type YAMLError } from 'yaml';

/** Where the quote begins whose end `error` says is missing; the library names the end of the text. */
export function openingQuote(document: Document, error: YAMLError): number | undefined {
  if (error.code !== 'MISSING_CHAR' || !error.message.startsWith('Missing closing')) return undefined;
  let found: number | undefined;
  visit(document, {
    Scalar(_, { range, type }) {
      if (type?.startsWith('QUOTE_') && range?.[1] === error.pos[0]) found = range[0];
    },
  });
  return found;
}
