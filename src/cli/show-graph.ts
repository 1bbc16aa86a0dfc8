/** Writes a graph in Graphviz's language to standard output, as it is or drawn. */
export async function showGraph(dot: string, form: 'dot' | 'svg'): Promise<void> {
  if (form === 'dot') {
    process.stdout.write(dot);
    return;
  }
  const { svgOf } = await import('../report/svg.ts');
  process.stdout.write(await svgOf(dot));
}
