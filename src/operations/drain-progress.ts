/** A pod that a drain waits for. */
export interface WaitedPod {
  /** `namespace/name` */
  pod: string;
  /** `blocked by a PodDisruptionBudget`, `still terminating`, or what else was said when it was to be evicted. */
  reason: string;
}

const EVICTING = /^evicting pod (\S+\/\S+)/;
const GONE = /^pod\/(\S+) (?:evicted|deleted)/;
const REFUSED = /^error when evicting pods?[/ ]"([^"]+)"(?: -n "([^"]+)")? \(will retry after [^)]+\): (.*)/;
/** kubectl's last words name every pod that it still waited for, several in one line. */
const LEFT =
  /error when (evicting|waiting for) pods?[/ ]"([^"]+)"(?:(?: -n| in namespace) "([^"]+)")?[^:]*: ([^,\]]*)/g;
const BUDGET = /disruption budget/;
/** Reason of a pod that a PodDisruptionBudget does not let go. */
export const BY_BUDGET = 'blocked by a PodDisruptionBudget';
const TIMED_OUT = /global timeout/;
const TERMINATING = 'still terminating';

/**
 * Follows what `kubectl drain` says, on either stream: which pods it waits for and why. A pod that was refused counts as
 * refused until it has gone, or kubectl says at its end that it was terminating.
 */
export class DrainProgress {
  readonly #pods = new Map<string, string>();
  readonly #left = new Set<string>();

  /** Takes one line. */
  line(line: string): void {
    const [, evicting] = EVICTING.exec(line) ?? [];
    if (evicting !== undefined && !this.#pods.has(evicting)) this.#pods.set(evicting, TERMINATING);
    // Gone pods are named without their namespace.
    const [, gone] = GONE.exec(line) ?? [];
    if (gone !== undefined) this.#pods.delete(this.#goneKey(gone));
    const [, refused, namespace, why = ''] = REFUSED.exec(line) ?? [];
    if (refused !== undefined) this.#pods.set(this.#key(refused, namespace), reasonOf(why));
    else
      for (const [, what, name = '', of, said = ''] of line.matchAll(LEFT)) this.#last(what, this.#key(name, of), said);
  }

  /** Pods that are waited for, in the order they were named. */
  get waited(): WaitedPod[] {
    return [...this.#pods].map(([pod, reason]) => ({ pod, reason }));
  }

  /** Pods that were left when kubectl gave up: as its last words name them, else all that have not gone. */
  get left(): WaitedPod[] {
    return this.#left.size === 0 ? this.waited : this.waited.filter(({ pod }) => this.#left.has(pod));
  }

  #last(what: string | undefined, pod: string, said: string): void {
    this.#left.add(pod);
    if (what === 'waiting for') this.#pods.set(pod, TERMINATING);
    else if (!TIMED_OUT.test(said)) this.#pods.set(pod, reasonOf(said));
  }

  #key(name: string, namespace: string | undefined): string {
    return namespace === undefined ? (this.#named(name)[0] ?? name) : `${namespace}/${name}`;
  }

  #goneKey(name: string): string {
    const named = this.#named(name);
    return named.find((pod) => this.#pods.get(pod) === TERMINATING) ?? named[0] ?? name;
  }

  #named(name: string): string[] {
    return [...this.#pods.keys()].filter((pod) => pod.endsWith(`/${name}`));
  }
}

/** `blocked by a PodDisruptionBudget: default/web-1, default/web-2; still terminating: default/db-0`, at most `most` names a reason. */
export function podsInWords(pods: readonly WaitedPod[], most = 5): string {
  const byReason = new Map<string, string[]>();
  for (const { pod, reason } of pods) byReason.set(reason, [...(byReason.get(reason) ?? []), pod]);
  return [...byReason]
    .map(([reason, names]) => {
      const more = names.length > most ? ` and ${names.length - most} more` : '';
      return `${reason}: ${names.slice(0, most).join(', ')}${more}`;
    })
    .join('; ');
}

function reasonOf(said: string): string {
  return BUDGET.test(said) ? BY_BUDGET : said.trim();
}
