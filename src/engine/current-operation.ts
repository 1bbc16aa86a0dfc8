import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Runs an operation's work so that whatever it makes happen can be told to be its doing. */
export function asOperation<T>(id: string, work: () => T): T {
  return current.run(id, work);
}

/** Id of the operation that the caller works for. Ambient: handing it through every script of every operation would say nothing more. */
export function currentOperation(): string | undefined {
  return current.getStore();
}
