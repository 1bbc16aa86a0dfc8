import { CommanderError } from '@commander-js/extra-typings';
import { EXIT_CODES, exitCodeOf } from '../errors.ts';
import { buildProgram } from './program.ts';

/** Parses the command line and runs it. Resolves to the process's exit code; everything thrown is told here, once. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    await buildProgram().parseAsync([...argv]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.usage;
    const { tellError } = await import('./tell-error.ts');
    tellError(error, process.stderr);
    return exitCodeOf(error);
  }
}
