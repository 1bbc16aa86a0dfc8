import { InstallerError } from '../errors.ts';

/**
 * The outcome of `work`, or a failure `graceMs` after `signal` is aborted: work that does not hear the signal must not
 * hold the operator's terminal.
 * @throws InstallerError `interrupted` when the time after the cut has passed; else whatever `work` throws
 */
export function untilCut<T>(work: () => Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> {
  // An async function, so that a synchronous throw is a failure too.
  const started = (async () => work())();
  return new Promise<T>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const onCut = () => {
      timer = setTimeout(() => reject(new InstallerError('interrupted', 'cut off while it was running')), graceMs);
    };
    const settle = () => {
      signal.removeEventListener('abort', onCut);
      clearTimeout(timer);
    };
    if (signal.aborted) onCut();
    else signal.addEventListener('abort', onCut, { once: true });
    started.then(resolve, reject).finally(settle);
  });
}
