/** What must hold at every moment of every story. */
export const INVARIANTS = [
  'quorum is never given away by our own action',
  'at most one control-plane change is in flight',
  'control planes that serve are prepared one at a time',
  'no host is in two machines',
  'maxUnavailable holds',
  'maxSurge holds',
  'no version runs ahead of the control plane',
  'nothing live is wiped',
  'a host is clean before it is used again',
  'a cluster is initialised once',
  'what nobody speaks of is not touched',
  'the right machine goes',
  'a plan can be carried out',
  'what is refused is refused rightly',
  'it converges and then plans nothing',
  'what nobody disturbs ends well',
] as const;

export type Invariant = (typeof INVARIANTS)[number];

/** An invariant was broken. */
export class Violation extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, what: string) {
    super(`${invariant}: ${what}`);
    this.invariant = invariant;
  }
}

/** The invariant that an error tells of, if it does. */
export function brokenBy(error: unknown): Invariant | undefined {
  return error instanceof Violation ? error.invariant : undefined;
}

export function must(holds: boolean, invariant: Invariant, what: () => string): void {
  if (!holds) throw new Violation(invariant, what());
}
