import { Writable } from 'node:stream';

/** A stream that keeps what is written to it; with rows and columns it passes for a terminal. */
export class MemoryStream extends Writable {
  text = '';
  readonly isTTY: boolean;
  rows: number | undefined;
  columns: number | undefined;

  constructor(size?: { rows: number; columns: number }) {
    super({ decodeStrings: false });
    this.isTTY = size !== undefined;
    this.rows = size?.rows;
    this.columns = size?.columns;
  }

  override _write(chunk: string | Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
