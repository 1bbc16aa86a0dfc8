import { EXIT_CODES } from '../errors.ts';

export interface Interrupts {
  /** Aborted by the first Ctrl-C: start nothing new. */
  readonly graceful: AbortSignal;
  /** Aborted by the second: stop waiting for what runs. */
  readonly hard: AbortSignal;
  /** Gives the signals back to whoever had them. */
  remove(): void;
}

export interface InterruptOptions {
  /** Called once each when the stage is reached, to tell the operator. */
  onGraceful?: () => void;
  onHard?: () => void;
  /** Where signals come from. Default: this process. */
  source?: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  /** Called by the third signal: the run does not end by itself. Default process.exit. */
  exit?: (code: number) => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM'];

/** Turns SIGINT and SIGTERM into two stages: end cleanly, then cut. A third leaves at once with exit code 130. */
export function installInterrupts(options: InterruptOptions = {}): Interrupts {
  const source = options.source ?? process;
  const exit = options.exit ?? ((code: number) => process.exit(code));
  const graceful = new AbortController();
  const hard = new AbortController();

  const onSignal = () => {
    if (!graceful.signal.aborted) {
      graceful.abort();
      options.onGraceful?.();
    } else if (!hard.signal.aborted) {
      hard.abort();
      options.onHard?.();
    } else {
      exit(EXIT_CODES.interrupted);
    }
  };

  for (const name of SIGNALS) source.on(name, onSignal);
  return {
    graceful: graceful.signal,
    hard: hard.signal,
    remove() {
      for (const name of SIGNALS) source.off(name, onSignal);
    },
  };
}
