import { InstallerError } from '../errors.ts';
import type { UntimedEvent } from '../model/event.ts';
import type { OperationNode } from './operation-node.ts';

/** What the run says about an operation that threw. Details that the error lacks are left out. */
export function failureEvent(node: OperationNode, error: unknown): UntimedEvent {
  const host = error instanceof InstallerError ? (error.details.host ?? node.host) : node.host;
  const event = {
    type: 'operation-failed' as const,
    operation: node.id,
    ...(host === undefined ? {} : { host }),
    message: error instanceof Error ? error.message : String(error),
  };
  if (!(error instanceof InstallerError)) return event;
  const { hint, command, exitCode, lastLines } = error.details;
  return {
    ...event,
    ...(hint === undefined ? {} : { hint }),
    ...(command === undefined ? {} : { command }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(lastLines === undefined ? {} : { lastLines }),
  };
}
