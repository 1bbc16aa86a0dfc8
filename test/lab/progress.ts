let depth = 0;

/** Prints one line of progress on stderr; stdout is kept for results. */
export function say(text: string): void {
  process.stderr.write(`lab: ${'  '.repeat(depth)}${text}\n`);
}

/** Says what is being done and, afterwards, how long it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  say(`${title} …`);
  const start = Date.now();
  depth += 1;
  try {
    const result = await work();
    depth -= 1;
    say(`${title}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    depth -= 1;
    say(`${title}: failed after ${((Date.now() - start) / 1000).toFixed(1)} s`);
    throw error;
  }
}
