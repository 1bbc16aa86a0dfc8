import { type Alias, type Document, isAlias, isScalar, type Node, type Scalar, visit } from 'yaml';
import { legible } from '../model/shown.ts';

/** What makes a document unusable though its syntax is right. */
export interface Fault {
  /** Into the text of the file. */
  offset: number;
  message: string;
  hint?: string;
}

/** Options of the yaml library: whatever version of YAML a file says it is, the same text means the same, and no dates or sets. */
export const ONE_YAML = { schema: 'core', resolveKnownTags: false, logLevel: 'error' } as const;

/** Aliases that lead nowhere, names of fields that are no text, tags that mean nothing here, numbers that would not stay the same. */
export function documentFaults(document: Document): Fault[] {
  const faults = unknownTags(document);
  visit(document, {
    Alias(_, alias, ancestors) {
      const fault = aliasFault(document, alias, ancestors);
      if (fault !== undefined) faults.push({ offset: offsetOf(alias), ...fault });
    },
    Pair(_, { key }) {
      const fault = keyFault(isAlias(key) ? key.resolve(document) : key);
      if (fault !== undefined) faults.push({ offset: offsetOf(key), ...fault });
    },
    Scalar(_, scalar) {
      const fault = numberFault(scalar);
      if (fault !== undefined) faults.push({ offset: offsetOf(scalar), ...fault });
    },
  });
  return faults;
}

/** A character that no text has. YAML takes tab, newline and carriage return of the control characters (YAML 1.2, 5.1). */
export function controlCharacter(text: string): Fault | undefined {
  const offset = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f]/);
  if (offset < 0) return undefined;
  const message = `the control character ${legible(text.charAt(offset))} stands here: this is no text`;
  return { offset, message, hint: 'Remove it, or name another file.' };
}

function aliasFault(
  document: Document,
  alias: Alias,
  ancestors: readonly unknown[],
): Omit<Fault, 'offset'> | undefined {
  const target = alias.resolve(document);
  if (target === undefined) return { message: `no anchor &${alias.source} above this` };
  return ancestors.includes(target) ? { message: `*${alias.source} stands inside &${alias.source} itself` } : undefined;
}

function keyFault(key: unknown): Omit<Fault, 'offset'> | undefined {
  if (!isScalar(key)) {
    const hint = 'Text that begins with { or [ must be in quotes, as "{{ ds.meta_data.hostname }}".';
    return { message: 'a list or an object where the name of a field belongs', hint };
  }
  // The one name that objects do not keep apart from their own workings.
  return key.value === '__proto__' ? { message: 'a field cannot be named __proto__' } : undefined;
}

/** What JSON cannot hold, or not exactly, would be another number when it is compared, hashed or written elsewhere. */
function numberFault({ value, source }: Scalar): Omit<Fault, 'offset'> | undefined {
  if (
    typeof value !== 'number' ||
    (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)))
  )
    return undefined;
  return { message: `${source ?? value} is no number that can be kept exactly`, hint: 'Text must be in quotes.' };
}

function unknownTags({ warnings }: Document): Fault[] {
  return warnings.flatMap(({ code, message, pos: [offset] }): Fault[] => {
    const tag = /^Unresolved tag: (\S+)/.exec(message)?.[1]?.replace('tag:yaml.org,2002:', '!!');
    if (code !== 'TAG_RESOLVE_FAILED' || tag === undefined) return [];
    const hint =
      tag === '!vault'
        ? 'Say where a secret comes from: passwordFrom: { env: NAME_OF_A_VARIABLE } (or file, prompt, age)'
        : 'Remove it; text that begins with ! must be in quotes.';
    return [{ offset, message: `the tag ${tag} means nothing here`, hint }];
  });
}

function offsetOf(node: unknown): number {
  return (node as Node | null | undefined)?.range?.[0] ?? 0;
}
