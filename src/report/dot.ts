/** Attributes of a node, an edge or a graph in Graphviz's language. Lines of a value are lines of the picture. */
export type DotAttributes = Readonly<Record<string, string>>;

/** A name or a value, whatever is in it. Rule: https://graphviz.org/doc/info/lang.html, `escString`. */
export function dotString(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll(/\r?\n/g, '\\n')}"`;
}

export function dotNode(id: string, attributes: DotAttributes): string {
  return `${dotString(id)} ${list(attributes)};`;
}

export function dotEdge(from: string, to: string): string {
  return `${dotString(from)} -> ${dotString(to)};`;
}

/** A box around nodes, with a heading. */
export function dotBox(id: string, attributes: DotAttributes, nodes: readonly string[]): string[] {
  return [`subgraph ${dotString(`cluster_${id}`)} {`, ...indented([...settings(attributes), ...nodes]), '}'];
}

/** A whole graph that is read from left to right. */
export function dotGraph(name: string, attributes: DotAttributes, lines: readonly string[]): string {
  const font = { fontname: 'Helvetica,Arial,sans-serif' };
  const body = [
    ...settings({ rankdir: 'LR', labelloc: 't', fontsize: '12', ...font, ...attributes }),
    `node ${list({ shape: 'box', style: 'rounded,filled', fontsize: '11', margin: '0.2,0.08', ...font })};`,
    `edge ${list({ color: '#8a94a6', arrowsize: '0.7' })};`,
    ...lines,
  ];
  return `${[`digraph ${dotString(name)} {`, ...indented(body), '}'].join('\n')}\n`;
}

function list(attributes: DotAttributes): string {
  const pairs = Object.entries(attributes).map(([name, value]) => `${name}=${dotString(value)}`);
  return `[${pairs.join(', ')}]`;
}

function settings(attributes: DotAttributes): string[] {
  return Object.entries(attributes).map(([name, value]) => `${name}=${dotString(value)};`);
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
