/** What one run cost: wall time as a person waits for it, the rest of our own process alone. */
export interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Most resident memory at any time. */
  readonly maxRssMiB: number;
}

export interface Pairs {
  readonly ours: Usage;
  readonly floorMs: number;
  /** The median of each pair's ratio: a machine that slows down meanwhile slows both halves of a pair. */
  readonly ratio: number;
  readonly runs: number;
}

export interface PairOptions {
  readonly runs: number;
  /** Pairs that are run first and not counted. Default 1. */
  readonly warmUps?: number;
  readonly say: (text: string) => void;
}

/** Runs both in turn, A B A B, and compares them pair by pair. `run` counts from 0, warm-up included. */
export async function measurePairs(
  ours: (run: number) => Promise<Usage>,
  floor: (run: number) => Promise<number>,
  { runs, warmUps = 1, say }: PairOptions,
): Promise<Pairs> {
  const usages: Usage[] = [];
  const floors: number[] = [];
  for (let run = 0; run < warmUps + runs; run += 1) {
    const usage = await ours(run);
    const floorMs = await floor(run);
    say(
      `${run < warmUps ? 'warm-up' : `run ${run - warmUps + 1}`}: ours ${usage.wallMs.toFixed(0)} ms, floor ${floorMs.toFixed(0)} ms`,
    );
    if (run < warmUps) continue;
    usages.push(usage);
    floors.push(floorMs);
  }
  const ratios = usages.map(({ wallMs }, index) => wallMs / (floors[index] ?? Number.NaN));
  return { ours: medianUsage(usages), floorMs: median(floors), ratio: median(ratios), runs };
}

/** Each figure's own median. */
export function medianUsage(usages: readonly Usage[]): Usage {
  return {
    wallMs: median(usages.map(({ wallMs }) => wallMs)),
    cpuMs: median(usages.map(({ cpuMs }) => cpuMs)),
    maxRssMiB: median(usages.map(({ maxRssMiB }) => maxRssMiB)),
  };
}

/** @throws RangeError when there is nothing to choose from */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError('no values, no median');
  return (low + high) / 2;
}
