import { isUtf8 } from 'node:buffer';

/** Why bytes are no text that can be read, and where. Lines and columns count from 1. */
export interface NoText {
  line: number;
  column: number;
  message: string;
  hint: string;
}

const SAVE_AS_UTF8 = 'Save it as UTF-8; a file from Windows: iconv -f';

/** The text of a file in UTF-8, with or without a byte order mark. */
export function decodeText(bytes: Buffer): { text: string } | { noText: NoText } {
  const mark = bytes.toString('hex', 0, 2);
  if (mark === 'fffe' || mark === 'feff') {
    const hint = `${SAVE_AS_UTF8} UTF-16 -t UTF-8 FILE`;
    return { noText: { line: 1, column: 1, message: 'this is UTF-16, not UTF-8', hint } };
  }
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return { text };
  // What was replaced is not the same when it is written again.
  const again = Buffer.from(text);
  const offset = bytes.findIndex((byte, index) => byte !== again[index]);
  const before = bytes.toString('utf8', 0, offset).split('\n');
  const byte = bytes.toString('hex', offset, offset + 1);
  const hint = `${SAVE_AS_UTF8} WINDOWS-1252 -t UTF-8 FILE`;
  const column = (before.at(-1) ?? '').length + 1;
  return { noText: { line: before.length, column, message: `the byte 0x${byte} is not UTF-8`, hint } };
}
