import { Option } from '@commander-js/extra-typings';
import { InstallerError } from '../errors.ts';

export const OUTPUTS = ['text', 'json', 'yaml'] as const;
export type Output = (typeof OUTPUTS)[number];

/** Options that several commands share, each defined once. */
export const fileOption = () =>
  new Option(
    '-f, --file <path...>',
    'inventory: a file, a folder, or - for standard input; may be repeated',
  ).makeOptionMandatory();

/** Of commands that take a word of their own, which one option that takes several would swallow. */
export const eachFileOption = () =>
  new Option('-f, --file <path>', 'inventory: a file, a folder, or - for standard input; may be repeated')
    .argParser((path: string, before: string[] | undefined) => [...(before ?? []), path])
    .makeOptionMandatory();

/** Of apply, whose argument would be taken for another file where one option takes several. */
export const filesOrPlanOption = () =>
  new Option(
    '-f, --file <path>',
    'inventory: a file, a folder, or - for standard input; may be repeated; with a plan: instead of its own',
  ).argParser((path: string, before: string[] | undefined) => [...(before ?? []), path]);

export const graphOption = () =>
  new Option('--graph <form>', 'draw it instead: svg, or dot for Graphviz')
    .choices(['dot', 'svg'] as const)
    .conflicts('output');

export const outputOption = () =>
  new Option('-o, --output <format>', 'form of the result on standard output')
    .choices(OUTPUTS)
    .default('text' as const);

/** Of commands that run operations. */
export const eventsOption = () =>
  new Option('-o, --output <format>', 'text: the plan, progress on standard error; json: one event a line')
    .choices(['text', 'json'] as const)
    .default('text' as const);

export const concurrencyOption = () =>
  new Option('--concurrency <n>', 'how many hosts are worked on at once')
    .argParser(wholeNumber('--concurrency'))
    .default(32);

export const yesOption = () => new Option('-y, --yes', 'do not ask before creating or changing');
export const debugOption = () => new Option('--debug', 'plain lines, with every connection and every step');
export const timeoutOption = () =>
  new Option('--timeout <seconds>', 'give the whole run up after this many seconds').argParser(
    wholeNumber('--timeout'),
  );

/** Reads an option's value. @throws InstallerError `usage` for what is no whole number of at least 1 */
export function wholeNumber(flag: string) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1) {
      throw new InstallerError('usage', `${flag} takes a whole number of at least 1, not "${text}"`);
    }
    return value;
  };
}
