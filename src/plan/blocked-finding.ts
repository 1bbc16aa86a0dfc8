import type { Finding } from '../model/plan.ts';
import type { ControlPlaneChanges } from './control-plane-changes.ts';

type Blocked = NonNullable<ControlPlaneChanges['blocked']>;

/** Why the control plane cannot become what is wanted, and the order in which it can. */
export function blockedFinding({ considered, state }: Blocked): Finding {
  const [first] = considered;
  const name = first?.change.machine ?? '';
  const what = `${name} ${CANNOT[first?.change.kind ?? 'join']} now`;
  return {
    host: name,
    check: 'quorum',
    severity: 'refuse',
    message: `${what}: ${first?.why ?? 'it would not be safe'}`,
    cure: safeOrder({ kind: 'blocked', considered, state }),
  };
}

const CANNOT = {
  init: 'cannot start the cluster',
  join: 'cannot join',
  remove: 'cannot be removed',
  upgrade: 'cannot be upgraded',
};

function safeOrder({ considered, state: { machines } }: Blocked): string {
  const waiting = listed(considered.map(({ change }) => change.machine));
  const ailing = machines.filter(({ stage, healthy, leaving }) => stage === 'serving' && !healthy && !leaving);
  if (ailing.length > 0) {
    const names = listed(ailing.map(({ name }) => name));
    const [them, are] = ailing.length > 1 ? ['them', 'are'] : ['it', 'is'];
    return `First bring ${names} back, or take ${them} out of the inventory too, so that ${names} ${are} removed first; then ${waiting}.`;
  }
  const anew = machines.find(
    ({ name, wanted, leaving }) => wanted && leaving && name === considered[0]?.change.machine,
  );
  if (considered.every(({ change }) => change.kind === 'remove') && anew && machines.length === 1) {
    return `It is to be made anew, and there is no other one: give the inventory a host more (role: spare, with controlPlane.replicas: 1), which ${anew.name} is replaced with; or let it be upgraded where it is (controlPlane.rolloutStrategy: { type: InPlace }).`;
  }
  if (considered.every(({ change }) => change.kind === 'remove') && !machines.some(({ wanted }) => wanted)) {
    return `First give the inventory another control plane and apply; then remove ${waiting}.`;
  }
  return `First make etcd whole (kubectl -n kube-system get pods -l component=etcd -o wide shows its members), then ${waiting}; apply again.`;
}

function listed(names: string[]): string {
  return [...new Set(names)].join(', ');
}
