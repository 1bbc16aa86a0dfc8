import type { Usage } from './measure.ts';

export interface BenchmarkOptions {
  /** Counted runs; absent: as many as the benchmark thinks fit. */
  readonly runs?: number;
  /** Prints a line of progress. */
  readonly say: (text: string) => void;
}

/** One line of the result. `value` is what the goal limits: a ratio, or a plain figure where there is no floor. */
export interface Row {
  readonly key: string;
  readonly what: string;
  readonly unit: '×' | ' MiB' | ' ms';
  readonly value: number;
  readonly goal: number;
  /** Our own process: the medians of the counted runs. */
  readonly ours: Usage;
  /** Wall time of the floor in milliseconds, median. */
  readonly floorMs?: number;
  readonly runs: number;
}

export interface Benchmark {
  readonly key: string;
  readonly title: string;
  /** Makes what it needs, measures, and takes down what it made. */
  run(options: BenchmarkOptions): Promise<Row[]>;
}
