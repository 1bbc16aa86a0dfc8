/** Writes a command's result to standard output as JSON or YAML. */
export async function writeResult(output: 'json' | 'yaml', value: unknown): Promise<void> {
  if (output === 'json') {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    return;
  }
  const { stringify } = await import('yaml');
  process.stdout.write(stringify(value, { lineWidth: 0 }));
}
