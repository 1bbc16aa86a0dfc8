import { homedir } from 'node:os';
import type { Desired } from '../model/desired.ts';
import { complainInto } from './check.ts';
import { checkCloudProvider } from './check-cloud-provider.ts';
import { checkHealthSelectors } from './check-health-selectors.ts';
import { checkKubeadmSettings } from './check-kubeadm-settings.ts';
import { checkInventory } from './checks.ts';
import { composeDocuments } from './cluster-api/compose-documents.ts';
import { isOfMissing } from './cluster-api/missing-inventory.ts';
import { withoutInvalid } from './draft.ts';
import { fillDefaults } from './fill-defaults.ts';
import { fillInSecrets } from './fill-in-secrets.ts';
import type { Inventory } from './inventory.gen.ts';
import { InventoryError } from './inventory-error.ts';
import { findNamedFiles, nameFiles } from './named-files.ts';
import type { PlacedDocument } from './placed-document.ts';
import type { Complaint, Problem } from './problem.ts';
import { readSources } from './read-sources.ts';
import { type NamedSecretSource, SecretSources } from './secret-sources.ts';
import { parseDocuments } from './source-document.ts';
import { type GeneratedValidator, validateDocument } from './validate-document.ts';
import { validate } from './validate-inventory.gen.ts';

export interface ReadInventoryOptions {
  /** Files, folders, or `-` for standard input, as given to `-f`. */
  files: readonly string[];
  /** Default: this process's. */
  stdin?: AsyncIterable<string | Uint8Array>;
  /** Folder that `files` are relative to. */
  cwd: string;
  /** What `~` stands for. Default: the home folder of the user. */
  home?: string;
  /**
   * Check that the files an inventory names exist (keys, bundle, playbooks, manifests). Default true; `validate` in a
   * pipeline that has neither keys nor bundle turns it off.
   */
  checkFiles?: boolean;
}

export interface ReadInventory {
  desired: Desired;
  /** What all documents say together, before defaults and what Secrets hold. */
  written: Inventory;
  /** Absolute folder that relative paths in it start from. */
  folder: string;
  warnings: Problem[];
  /** Settings that kubeadm of the wanted version does not take: they matter where a machine is to be created. */
  kubeadmWarnings: Problem[];
  /** Every secret that Desired points to, with words for prompts; nothing is resolved yet. */
  secretSources: NamedSecretSource[];
}

/**
 * Reads an inventory, checks it and fills in every default.
 * @throws InventoryError with all problems of all files at once
 */
export async function readInventory(options: ReadInventoryOptions): Promise<ReadInventory> {
  const { files, cwd, home = homedir(), stdin = process.stdin } = options;
  const { sources, problems: unreadable } = await readSources({ files, cwd, stdin });
  let problems = unreadable;
  const documents: PlacedDocument[] = [];
  for (const { file, folder, text } of sources) {
    const parsed = parseDocuments(file, text);
    problems.push(...parsed.problems);
    documents.push(...parsed.documents.map((document) => ({ ...document, folder })));
  }
  const choice = await composeDocuments(documents, files, problems.length > 0);
  problems.push(...choice.problems);
  const { inventory: document } = choice;
  if (document === undefined) throw new InventoryError(problems, files);

  const { errors, complaints: found } = validateDocument(
    validate as GeneratedValidator,
    'inventory',
    document.value,
    choice.missing ? 'what is there' : 'all',
  );
  // What a document that cannot be used would have said is not missing.
  const complaints = problems.some(isError) ? found.filter((complaint) => !lacksAPart(complaint)) : found;
  const filled = fillInSecrets(document.value, choice.secrets, choice.incomplete);
  const draft = withoutInvalid(filled.value, errors);
  complaints.push(...filled.complaints, ...checkInventory(draft));
  const base = { folder: document.folder, home };
  const named =
    options.checkFiles === false ? nameFiles(draft, base) : await findNamedFiles(draft, base, complainInto(complaints));
  const unread = choice.missing || (options.checkFiles === false && named.manifests.length > 0);
  await checkCloudProvider(draft, unread ? undefined : named.manifests, complainInto(complaints));
  problems.push(...complaints.map(document.locate));
  problems = once(problems.filter((problem) => !isOfMissing(problem))).sort(byPlace);
  if (problems.some(isError)) throw new InventoryError(problems, files);

  const secrets = new SecretSources(base);
  const desired = fillDefaults(filled.value as Inventory, named, base, secrets);
  const kubeadm = once(checkKubeadmSettings(desired, document.value as Inventory).map(document.locate)).sort(byPlace);
  const selectors = checkHealthSelectors(desired).map(document.locate);
  if (kubeadm.some(isError)) throw new InventoryError([...problems, ...kubeadm], files);
  return {
    desired,
    written: document.value as Inventory,
    folder: document.folder,
    warnings: [...problems, ...selectors].sort(byPlace),
    kubeadmWarnings: kubeadm,
    secretSources: secrets.named,
  };
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** That the inventory itself, or its spec, lacks something. */
function lacksAPart({ path, at }: Complaint): boolean {
  return at === 'key' && (path.length === 0 || (path.length === 1 && path[0] === 'spec'));
}

/** What two owners share is wrong once. */
function once(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
