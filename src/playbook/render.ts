import { createRequire } from 'node:module';
import type { Template } from 'liquidjs';
import { InstallerError } from '../errors.ts';
import { shown } from '../model/shown.ts';
import type { Playbook, Position } from './playbook.ts';
import { quote } from './quote.ts';

// Not imported: Node looks through the whole of a CommonJS file for names to import, which takes 40 ms of the 50.
const { Liquid, LiquidError } = createRequire(import.meta.url)('liquidjs') as typeof import('liquidjs');

export type Scope = Readonly<Record<string, unknown>>;

/** Renders the texts of one playbook. */
export interface Renderer {
  /**
   * @param path where the text stands in the playbook: `steps.2.commands.0`
   * @throws InstallerError `inventory-invalid` with file, line and column, for a wrong template or an undefined name
   */
  text(template: string, path: string, scope: Scope): string;
  /** Renders a file beside the playbook; `path` is where the playbook names it. Same errors. */
  file(name: string, path: string, scope: Scope): string;
  /** Reads the template without rendering it. Same errors. */
  parse(template: string, path: string): void;
}

const renderers = new WeakMap<Playbook, Renderer>();

/** The renderer of a playbook; templates are parsed once, however many hosts they are rendered for. */
export function rendererOf(playbook: Playbook): Renderer {
  const known = renderers.get(playbook) ?? createRenderer(playbook);
  renderers.set(playbook, known);
  return known;
}

function createRenderer(playbook: Playbook): Renderer {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: playbook.source.templates,
  });
  engine.registerFilter('quote', (value: unknown) => quote(wordOf(value)));
  const parsed = new Map<string, Template[]>();
  const parse = (text: string): Template[] => {
    const templates = parsed.get(text) ?? engine.parse(text);
    parsed.set(text, templates);
    return templates;
  };
  const guarded = <T>(path: string, name: string | undefined, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw located(error, playbook, path, name);
    }
  };
  return {
    text: (template, path, scope) =>
      isPlain(template) ? template : guarded(path, undefined, () => engine.renderSync(parse(template), scope)),
    file: (name, path, scope) => {
      const template = playbook.source.templates[name];
      if (template === undefined) throw missingFile(playbook, path, name);
      return guarded(path, name, () => engine.renderSync(parse(template), scope));
    },
    parse: (template, path) => {
      if (!isPlain(template)) guarded(path, undefined, () => parse(template));
    },
  };
}

function wordOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return `${value}`;
  throw new Error(`quote takes text, a number, true or false, not ${shown(value)}`);
}

function isPlain(template: string): boolean {
  return !template.includes('{{') && !template.includes('{%');
}

function missingFile(playbook: Playbook, path: string, name: string): InstallerError {
  const { line, col } = positionOf(playbook, path);
  return new InstallerError('inventory-invalid', `${playbook.source.file}:${line}:${col}: there is no file ${name}`, {
    hint: `Put it beside the playbook, under files/. There are: ${Object.keys(playbook.source.templates).join(', ') || 'none'}.`,
  });
}

/** A template error with the place where its author can find it. */
function located(error: unknown, playbook: Playbook, path: string, name: string | undefined): InstallerError {
  const { message, line, col, input } = liquidError(error);
  // The mistake may be in a file that the text includes.
  const { templates } = playbook.source;
  const inside = name ?? Object.keys(templates).find((key) => templates[key] === input);
  const place = inside === undefined ? inYaml(positionOf(playbook, path), line, col) : { line, col };
  const file = inside === undefined ? playbook.source.file : `${folderOf(playbook.source.file)}${inside}`;
  return new InstallerError('inventory-invalid', `${file}:${place.line}:${place.col}: ${message}`, {
    hint: 'Names a template may use are listed in playbooks/README.md.',
    cause: error,
  });
}

function liquidError(error: unknown): { message: string; line: number; col: number; input?: string } {
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const place = /, line:(\d+), col:(\d+)$/.exec(text);
  const input = error instanceof LiquidError ? error.token.input : undefined;
  const message = text.replace(/, line:\d+, col:\d+$/, '');
  return { message, line: Number(place?.[1] ?? 1), col: Number(place?.[2] ?? 1), ...(input && { input }) };
}

/** Translates a place inside a YAML value to a place in the file. */
function inYaml(start: Position, line: number, col: number): { line: number; col: number } {
  if (start.block !== undefined) return { line: start.line + line, col: col + start.block.indent };
  return { line: start.line + line - 1, col: line === 1 ? start.col + col - 1 : col };
}

/** Where the value at a dotted path of the playbook starts. */
export function positionOf(playbook: Playbook, path: string): Position {
  return playbook.source.positions[path] ?? { line: 1, col: 1 };
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
