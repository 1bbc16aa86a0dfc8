import { didYouMean } from '../did-you-mean.ts';
import { FUNCTIONS } from './functions.ts';
import { TemplateError } from './template-error.ts';

/** A variable of the template that was not declared. */
export function undeclared(name: string, offset: number): TemplateError {
  const hint = `Declare it before, in the same block or around it: {{ $${name} := … }}. Variables of the class are .${name}.`;
  return new TemplateError(`$${name} is not declared`, offset, hint);
}

/** A function that there is not, with the one that was meant. */
export function noFunction(name: string, offset: number): TemplateError {
  const meant = didYouMean(name, Object.keys(FUNCTIONS)).trim();
  const own = 'A variable has a dot in front of it: .';
  const hint = `${meant === '' ? '' : `${meant.slice(1, -1).replace(/^d/, 'D')} `}${own}${name}`;
  return new TemplateError(`the function ${name} is not supported`, offset, hint);
}
