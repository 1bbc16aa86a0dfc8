/** The part of a stream that reports need; process.stdout and process.stderr have it. */
export interface OutputStream {
  write(text: string, callback?: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface LineWriter {
  /** Writes `text` and a newline. */
  line(text: string): void;
  /** Resolves when the stream has taken everything. Never rejects. */
  drained(): Promise<void>;
}

/** Writes lines; once the reader has gone (EPIPE) it keeps quiet, so that `apply -o json | head -1` still ends well. */
export function lineWriter(stream: OutputStream): LineWriter {
  let gone = false;
  stream.on('error', () => {
    gone = true;
  });
  return {
    line(text) {
      if (!gone) stream.write(`${text}\n`);
    },
    drained() {
      return new Promise((resolve) => {
        if (gone) resolve();
        else stream.write('', () => resolve());
      });
    },
  };
}
