import { InstallerError } from '../errors.ts';
import { type Bench, positionText } from './bench.ts';
import type { PlaybookBundle, PlaybookBundleItem, PlaybookContext } from './context.ts';
import { type RenderedFile, stepFile } from './expand-files.ts';
import { listedCommands, listedFiles } from './listed.ts';
import type { FileWords, Playbook, PlaybookStep, Stage } from './playbook.ts';
import { rendererOf } from './render.ts';
import { scopeOf } from './scope.ts';
import { sitesOwn } from './sites-own.ts';
import { slug } from './slug.ts';
import { SPEC_FILES, specFiles } from './spec-files.ts';
import type { Step, StepAction, StepFile, StepItem } from './step.ts';
import { textDigest } from './text-digest.ts';
import { applies } from './when.ts';

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
  const commands = [...texts(bench, step.commands, `${at}.commands`), ...listedCommands(bench, step.commandsFrom, at)];
  if (step.check !== undefined) {
    const check = bench.renderer.text(step.check, `${at}.check`, bench.scope);
    if (check.trim() !== '') return { kind: 'guarded', check, commands };
    return step.undo ? { kind: 'files', files: [] } : undefined;
  }
  if (step.always) return { kind: 'always', commands };
  if (step.once && !step.files && !step.filesFrom) {
    return commands.length === 0 ? undefined : { kind: 'once', commands: commands.map(onceIn(id)) };
  }
  const files = expandFiles(bench, step, at, id);
  return files.length === 0 && !step.undo ? undefined : { kind: 'files', files };
}

function expandFiles(bench: Bench, step: PlaybookStep, at: string, id: string): StepFile[] {
  const { secret = false, once = false } = step;
  const rendered =
    step.filesFrom === SPEC_FILES
      ? specFiles(bench.context).map((file) => ({ file, secret: secret || file.secret, once }))
      : sitesOwn(
          [
            ...(step.files ?? []).map((file, index) => renderFile(bench, file, `${at}.files.${index}`)),
            ...listedFiles(bench, step.filesFrom, at),
          ].map((file) => ({ file, secret, once })),
          bench.context,
        );
  return rendered.map((entry) => stepFile(entry.file, { secret: entry.secret, once: entry.once, marker: id }));
}

/** A name that tells the step, so that all marks of one step can be taken back. */
function onceIn(id: string): (text: string, index: number) => { text: string; marker: string } {
  return (text, index) => ({
    text,
    marker: `${id.replaceAll('/', '.')}.${textDigest(`${id}\n${index}\n${text}`)}`,
  });
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
