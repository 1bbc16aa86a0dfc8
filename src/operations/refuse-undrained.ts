import { InstallerError } from '../errors.ts';
import type { ClusterView } from '../model/observed.ts';
import { takesPods } from '../model/takes-pods.ts';

/** Before a machine is taken apart. @throws InstallerError `operation-failed` where its Node takes pods again */
export function refuseUndrained(seen: ClusterView, name: string): void {
  if (!takesPods(seen, name)) return;
  throw new InstallerError(
    'operation-failed',
    `node ${name} takes pods: it came back, or was opened, while its machine was being removed; nothing was changed on ${name}`,
    { host: name, hint: 'apply again: it is drained first' },
  );
}
