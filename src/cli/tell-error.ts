import { InstallerError } from '../errors.ts';
import { InventoryError } from '../inventory/inventory-error.ts';
import { Secrets } from '../model/secrets.ts';
import { type FailureOptions, renderFailure } from '../report/failure.ts';
import { wantsColour } from '../report/style.ts';

/** Tells a person what went wrong and what to do, on standard error. */
export function tellError(
  error: unknown,
  stream: NodeJS.WriteStream,
  options: Partial<Omit<FailureOptions, 'colour'>> = {},
): void {
  stream.write(`${errorText(error, wantsColour(stream), options)}\n`);
}

function errorText(error: unknown, colour: boolean, options: Partial<Omit<FailureOptions, 'colour'>>): string {
  const secrets = options.secrets ?? new Secrets();
  // Problems of a file stand best as compilers print them: editors can jump to them.
  if (error instanceof InventoryError) {
    return [...(error.details.lastLines ?? []), error.message, error.details.hint].join('\n');
  }
  if (error instanceof InstallerError && error.kind === 'usage') {
    return [error.message, error.details.hint].filter(Boolean).join('\n');
  }
  const text = renderFailure(error, { ...options, secrets, colour });
  const stack = !(error instanceof InstallerError) && error instanceof Error ? `\n${error.stack}` : '';
  return secrets.mask(`${text}${stack}`);
}
