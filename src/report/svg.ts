/** Draws a graph in Graphviz's language. @throws Error with what Graphviz says of a graph that it does not understand */
export async function svgOf(dot: string): Promise<string> {
  // The compiled Graphviz is large: loaded only where something is drawn.
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
  const graphviz = await Graphviz.load();
  return searchable(graphviz.dot(dot, 'svg'));
}

/** Names stand in the text as they are. Graphviz writes hyphens as entities because of its comments, where two may not meet. */
function searchable(svg: string): string {
  return svg.replaceAll(/<!--[\s\S]*?-->\n?/g, '').replaceAll('&#45;', '-');
}
