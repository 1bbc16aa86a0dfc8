import { COMPARISONS } from './functions-compare.ts';
import { LISTS } from './functions-lists.ts';
import { NUMBERS } from './functions-numbers.ts';
import { TEXTS } from './functions-texts.ts';
import type { GoFunction } from './go-function.ts';

/** Functions of text/template and, of those that sprig adds to Cluster API's templates, the ones that give the same each time. */
export const FUNCTIONS: Readonly<Record<string, GoFunction>> = { ...COMPARISONS, ...LISTS, ...NUMBERS, ...TEXTS };
