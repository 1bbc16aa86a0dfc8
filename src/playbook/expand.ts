import { createHash } from 'node:crypto';
import { InstallerError } from '../errors.ts';
import { shown } from '../model/shown.ts';
import { isRecord } from './check-words.ts';
import { fillCloudInitNames } from './cloud-init-text.ts';
import type { PlaybookBundle, PlaybookBundleItem, PlaybookContext } from './context.ts';
import { type RenderedFile, stepFile } from './expand-files.ts';
import type { FileWords, Playbook, PlaybookStep, Stage } from './playbook.ts';
import { positionOf, type Renderer, rendererOf, type Scope } from './render.ts';
import { scopeOf } from './scope.ts';
import { slug } from './slug.ts';
import type { Step, StepAction, StepFile, StepItem } from './step.ts';
import { applies, lookUp } from './when.ts';

const DEFAULT_TIMEOUT_SECONDS = 300;

/**
 * The steps of one host for one stage, in the order of the playbooks' names, every template rendered.
 * @throws InstallerError `inventory-invalid` with file, line and column for a template that cannot be rendered
 */
export function expandPlaybooks(playbooks: readonly Playbook[], context: PlaybookContext, stage: Stage): Step[] {
  return playbooks
    .filter((playbook) => playbook.stage === stage)
    .flatMap((playbook) => {
      const scope = scopeOf(context, playbook.vars);
      if (!applies(playbook.when, 'when', playbook, scope)) return [];
      const bench: Bench = { playbook, renderer: rendererOf(playbook), scope, context };
      return playbook.steps.flatMap((step, index) => expandStep(bench, step, `steps.${index}`));
    });
}

/** What a step is expanded with. */
interface Bench {
  playbook: Playbook;
  renderer: Renderer;
  scope: Scope;
  context: PlaybookContext;
}

function expandStep(bench: Bench, step: PlaybookStep, at: string): Step[] {
  const { playbook, scope, context } = bench;
  if (!applies(step.when, `${at}.when`, playbook, scope)) return [];
  const id = `${playbook.name}/${slug(step.name)}`;
  const action = expandAction(bench, step, at, id);
  if (action === undefined) return [];
  const items = selectItems(step.items ?? [], context.bundle);
  return [
    {
      id,
      title: step.name,
      timeout: step.timeout ?? DEFAULT_TIMEOUT_SECONDS,
      secret: step.secret ?? false,
      action,
      onChange: texts(bench, step.onChange, `${at}.onChange`),
      undo: texts(bench, step.undo, `${at}.undo`),
      items: action.kind === 'files' ? itemsOf(action.files, context.bundle) : items,
    },
  ];
}

/** Undefined: there is nothing to do on this host, not even to undo. */
function expandAction(bench: Bench, step: PlaybookStep, at: string, id: string): StepAction | undefined {
  const commands = [...texts(bench, step.commands, `${at}.commands`), ...listed(bench, step.commandsFrom, at)];
  if (step.check !== undefined) {
    const check = bench.renderer.text(step.check, `${at}.check`, bench.scope);
    if (check.trim() !== '') return { kind: 'guarded', check, commands };
    return step.undo ? { kind: 'files', files: [] } : undefined;
  }
  if (step.always) return { kind: 'always', commands };
  if (step.once) return commands.length === 0 ? undefined : { kind: 'once', commands: commands.map(onceIn(id)) };
  const written = (step.files ?? []).map((file, index) => renderFile(bench, file, `${at}.files.${index}`));
  const rendered = [...written, ...listedFiles(bench, step.filesFrom, at)];
  if (rendered.length === 0 && !step.undo) return undefined;
  const options = { secret: step.secret ?? false, marker: id };
  return { kind: 'files', files: rendered.map((file) => stepFile(file, options)) };
}

function onceIn(id: string): (text: string, index: number) => { text: string; marker: string } {
  return (text, index) => ({ text, marker: digest(`${id}\n${index}\n${text}`) });
}

function texts({ renderer, scope }: Bench, written: readonly string[] | undefined, at: string): string[] {
  const rendered = (written ?? []).map((text, index) => renderer.text(text, `${at}.${index}`, scope));
  return rendered.filter((text) => text.trim() !== '');
}

function renderFile({ renderer, scope, context, playbook }: Bench, file: FileWords, at: string): RenderedFile {
  const { template, item, ...words } = file;
  const path = renderer.text(file.path, `${at}.path`, scope);
  const owner = file.owner === undefined ? {} : { owner: renderer.text(file.owner, `${at}.owner`, scope) };
  if (template !== undefined) {
    return { ...words, ...owner, path, content: renderer.file(template, `${at}.template`, scope) };
  }
  if (item !== undefined) {
    const name = renderer.text(item, `${at}.item`, scope);
    return { ...words, ...owner, path, item: bundleItem(context, name, positionText(playbook, `${at}.item`)) };
  }
  if (file.content === undefined) return { ...words, ...owner, path };
  return { ...words, ...owner, path, content: renderer.text(file.content, `${at}.content`, scope) };
}

function bundleItem({ bundle, host }: PlaybookContext, name: string, where: string): PlaybookBundleItem {
  const found = [...(bundle?.binaries ?? []), ...(bundle?.files ?? [])].find((item) => item.name === name);
  if (found !== undefined) return found;
  throw new InstallerError(
    'inventory-invalid',
    `${where}: the bundle has no binary or file named ${name} for ${host.name}`,
    {
      host: host.name,
      hint: 'Add the item to bundle.yaml, or guard the step with: when: { bundle.present: true }',
    },
  );
}

/** Commands of the inventory: only cloud-init's names mean something in them. */
function listed(bench: Bench, name: string | undefined, at: string): string[] {
  return list(bench, name, `${at}.commandsFrom`).map((entry, index) => {
    // cloud-init takes a command as one text or as a list of words.
    const text = Array.isArray(entry) && entry.every(isWord) ? entry.map(asWord).join(' ') : entry;
    if (typeof text === 'string') return fillCloudInitNames(text, bench.context.ds.meta_data, `${name}[${index}]`);
    throw new InstallerError('inventory-invalid', `${name}[${index}] must be text, not ${shown(entry)}`);
  });
}

type Word = string | number | boolean;

function isWord(value: unknown): value is Word {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function asWord(word: Word): string {
  return `'${`${word}`.replaceAll("'", `'\\''`)}'`;
}

function listedFiles(bench: Bench, name: string | undefined, at: string): RenderedFile[] {
  return list(bench, name, `${at}.filesFrom`).map((entry, index) => {
    const where = `${name}[${index}]`;
    const file: Partial<FileWords & PlaybookBundleItem & { contentFrom: unknown }> = isRecord(entry) ? entry : {};
    if (file.sha256 !== undefined) return placedItem(file as PlaybookBundleItem, name ?? '', where);
    if (typeof file.path !== 'string' || (file.content === undefined && file.contentFrom !== undefined)) {
      throw new InstallerError('inventory-invalid', `${where} has no ${file.path ? 'content' : 'path'}`);
    }
    const content = file.content ?? '';
    if (typeof content !== 'string') {
      throw new InstallerError('inventory-invalid', `${where}.content must be text, not ${shown(content)}`);
    }
    // Encoded content is somebody's own bytes.
    const filled = file.encoding ? content : fillCloudInitNames(content, bench.context.ds.meta_data, where);
    const { path, owner, permissions, encoding, append } = file;
    return {
      path,
      content: filled,
      ...(owner && { owner }),
      ...(permissions && { permissions }),
      ...(encoding && { encoding }),
      ...(append && { append }),
    };
  });
}

function placedItem(item: PlaybookBundleItem, list: string, where: string): RenderedFile {
  if (item.target === undefined) {
    throw new InstallerError('inventory-invalid', `${where}: bundle item ${item.name} has no target path`);
  }
  return { path: item.target, item, permissions: list === 'bundle.binaries' ? '0755' : '0644' };
}

function list({ scope, playbook }: Bench, name: string | undefined, at: string): unknown[] {
  if (name === undefined) return [];
  const found = lookUp(scope, name, at, playbook);
  if (Array.isArray(found)) return found;
  throw new InstallerError('inventory-invalid', `${positionText(playbook, at)}: ${name} is not a list`);
}

function selectItems(selectors: NonNullable<PlaybookStep['items']>, bundle: PlaybookBundle | undefined): StepItem[] {
  if (bundle === undefined) return [];
  const kinds = { binary: bundle.binaries, image: bundle.images, package: bundle.packages, file: bundle.files };
  return selectors.flatMap(({ kind, name }) =>
    kinds[kind]
      .filter((item) => name === undefined || item.name === name)
      .map((item) => ({ name: item.name, sha256: item.sha256 })),
  );
}

function itemsOf(files: readonly StepFile[], bundle: PlaybookBundle | undefined): StepItem[] {
  const known = [...(bundle?.binaries ?? []), ...(bundle?.files ?? [])];
  return files.flatMap((file) => {
    if (file.kind !== 'item') return [];
    return [{ name: known.find((item) => item.sha256 === file.sha256)?.name ?? file.path, sha256: file.sha256 }];
  });
}

function positionText(playbook: Playbook, at: string): string {
  const { line, col } = positionOf(playbook, at);
  return `${playbook.source.file}:${line}:${col}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
