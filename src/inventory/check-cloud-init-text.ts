import { cloudInitProblems, instanceNames } from '../model/cloud-init-text.ts';
import type { Complain } from './check.ts';
import type { DocumentPath } from './problem.ts';

/** Names that hosts have; which of the two families an address is of shows on the host. */
const NAMES = {
  ...instanceNames({ name: 'host', internalAddress: '192.0.2.1' }),
  ...instanceNames({ name: 'host', internalAddress: '2001:db8::1' }),
};

/** Templates in a text of Cluster API that speak of the instance, and that a bare host cannot answer. */
export function checkCloudInitText(text: string, path: DocumentPath, complain: Complain): void {
  for (const { message, line, column, hint } of cloudInitProblems(text, NAMES)) {
    const place = text.includes('\n') ? ` (line ${line}, column ${column} of the text)` : '';
    complain(path, `${message}${place}`, hint);
  }
}
