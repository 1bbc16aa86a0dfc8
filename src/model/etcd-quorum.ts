/** What the quorum rule needs to know of one etcd member. An EtcdMember fits. */
export interface QuorumMember {
  id: string;
  /** Empty: added but never started. */
  name: string;
  learner: boolean;
  /** Unknown health counts as unhealthy. */
  healthy?: boolean;
}

export interface MembershipChange {
  /** One member more. */
  add?: boolean;
  /** Id of the member that goes. */
  remove?: string;
}

export interface QuorumVerdict {
  safe: boolean;
  /** Voting members after the change. */
  voting: number;
  /** Members that would not vote after the change, the new one included in the worst case. */
  unhealthy: number;
  quorum: number;
  /** One sentence, always set when not safe. */
  reason?: string;
}

/** Votes that `voting` members need to decide. */
export function quorumOf(voting: number): number {
  return Math.floor(voting / 2) + 1;
}

/**
 * Whether etcd still answers after a membership change, in the worst case: a new member of a cluster larger than one
 * counts as unhealthy, because quorum already counts it before it has caught up. Learners and unnamed members refuse
 * any change: another one is under way or was left behind, and has to be finished or removed first.
 * The rule is Cluster API's `targetEtcdClusterHealthy` (controlplane/kubeadm, remediation.go).
 */
export function quorumAfter(members: readonly QuorumMember[], change: MembershipChange = {}): QuorumVerdict {
  const staying = members.filter((member) => member.id !== change.remove);
  const voting = staying.filter((member) => !member.learner).length + (change.add ? 1 : 0);
  const newcomerUnhealthy = change.add === true && members.length > 1;
  const unhealthy = staying.filter((member) => !isHealthy(member)).length + (newcomerUnhealthy ? 1 : 0);
  const quorum = quorumOf(voting);
  const figures = { voting, unhealthy, quorum };
  const unfinished = staying.find((member) => member.learner || member.name === '');
  if (unfinished) {
    const what = unfinished.name === '' ? 'never started' : `${unfinished.name} is still a learner`;
    return { ...figures, safe: false, reason: `etcd member ${unfinished.id} ${what}; finish or remove it first` };
  }
  if (voting - unhealthy >= quorum) return { ...figures, safe: true };
  return {
    ...figures,
    safe: false,
    reason: `etcd would have ${voting - unhealthy} healthy of ${voting} voting members and needs ${quorum}`,
  };
}

function isHealthy(member: QuorumMember): boolean {
  return member.healthy === true && member.name !== '';
}

/**
 * Why etcd would have no quorum while one member is away that goes on counting. Of one or two members none can be spared:
 * there the API pauses until it is back.
 */
export function troubleWhileAway(
  members: readonly Pick<QuorumMember, 'id' | 'healthy'>[],
  away: string | undefined,
): string | undefined {
  const standing = members.filter(({ id, healthy }) => id !== away && healthy === true).length;
  if (members.length <= 2 || standing >= quorumOf(members.length)) return undefined;
  return `etcd would have ${standing} of ${members.length} members meanwhile and needs ${quorumOf(members.length)}`;
}
