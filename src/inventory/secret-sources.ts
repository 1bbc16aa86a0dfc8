import type { SecretSource } from '../model/desired.ts';
import type { SecretSource as WrittenSource } from './inventory.gen.ts';
import { type DocumentPath, pathText } from './problem.ts';
import { type PathBase, userPath } from './user-path.ts';

/** A place of the inventory that takes a secret. The same object stands in Desired, so that it can be told apart by identity. */
export interface NamedSecretSource {
  source: SecretSource;
  /** For prompts and messages: `sudo password (spec.ssh.sudo.passwordFrom)`. */
  label: string;
}

/** Turns written sources into ours, paths made absolute; hosts that share a written source share the result. */
export class SecretSources {
  readonly named: NamedSecretSource[] = [];
  readonly #known = new Map<WrittenSource, SecretSource>();
  readonly #base: PathBase;

  constructor(base: PathBase) {
    this.#base = base;
  }

  take(written: WrittenSource, what: string, path: DocumentPath): SecretSource {
    const known = this.#known.get(written);
    if (known !== undefined) return known;
    const source = this.#convert(written);
    this.#known.set(written, source);
    this.named.push({ source, label: `${what} (${pathText(path)})` });
    return source;
  }

  #convert(written: WrittenSource): SecretSource {
    if (written.env !== undefined) return { env: written.env };
    if (written.file !== undefined) return { file: userPath(written.file, this.#base) };
    if (written.age !== undefined) return { age: userPath(written.age, this.#base) };
    return { prompt: true };
  }
}
