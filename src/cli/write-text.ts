import { wantsColour } from '../report/style.ts';

const ERASE_LINE = '\r\u001b[2K';

/** Writes a command's result for a person to standard output; the line that counts hosts on the same terminal makes room. */
export function writeText(text: string): void {
  if (process.stdout.isTTY && wantsColour(process.stderr)) process.stderr.write(ERASE_LINE);
  process.stdout.write(`${text}\n`);
}
