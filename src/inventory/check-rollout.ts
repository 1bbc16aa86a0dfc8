import type { Check, Complain } from './check.ts';
import { controlPlaneCount } from './effective.ts';
import type { DocumentPath } from './problem.ts';
import { type WrittenRollout, writtenRollout } from './rollout-settings.ts';

const AMOUNT = /^(?:\d+|(?:\d|[1-9]\d|100)%)$/;
/** Cluster API's webhook: at least a week. */
const LEAST_EXPIRY_DAYS = 7;

/** What a rollout may say (Cluster API: the webhooks of KubeadmControlPlane and MachineDeployment). */
export const checkRollout: Check = (inventory, complain) => {
  const { controlPlane, machineDeployments } = inventory.spec ?? {};
  const own: DocumentPath = ['spec', 'controlPlane'];
  const written = writtenRollout(controlPlane);
  checkType(written, own, ['RollingUpdate', 'InPlace'], complain);
  checkMoment(written, own, complain);
  checkSurge(written, own, controlPlaneCount(inventory), complain);
  const { value: days, path } = written.certificatesExpiryDays;
  if (days !== undefined && !(typeof days === 'number' && Number.isInteger(days) && days >= LEAST_EXPIRY_DAYS)) {
    const message = `certificatesExpiryDays ${text(days)} is not a number of days from ${LEAST_EXPIRY_DAYS} on`;
    complain([...own, ...path], message, 'For example: 21');
  }
  for (const [index, deployment] of (machineDeployments ?? []).entries()) {
    const place: DocumentPath = ['spec', 'machineDeployments', index];
    const workers = writtenRollout(deployment);
    checkType(workers, place, ['RollingUpdate', 'OnDelete', 'InPlace'], complain);
    checkMoment(workers, place, complain);
    checkAmount('maxSurge', workers.maxSurge, place, complain);
    checkAmount('maxUnavailable', workers.maxUnavailable, place, complain);
  }
};

function checkType(
  { type: { value, path } }: WrittenRollout,
  owner: DocumentPath,
  known: readonly string[],
  complain: Complain,
): void {
  if (value === undefined || known.includes(String(value))) return;
  complain([...owner, ...path], `${text(value)} is no rollout strategy`, `Use ${known.join(' or ')}.`);
}

/** RFC 3339, as Kubernetes writes moments. */
function checkMoment({ after, type }: WrittenRollout, owner: DocumentPath, complain: Complain): void {
  const { value, path } = after;
  if (value === undefined) return;
  const moment = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
  if (typeof value !== 'string' || !moment.test(value) || Number.isNaN(Date.parse(value))) {
    complain([...owner, ...path], `${text(value)} is not a moment`, 'Write it as 2026-01-31T12:00:00Z.');
  } else if (type.value === 'InPlace') {
    const message = 'with strategy InPlace no machine is made anew: after has no effect';
    complain.warn([...owner, ...path], message);
  }
}

function checkSurge({ maxSurge }: WrittenRollout, owner: DocumentPath, replicas: number, complain: Complain): void {
  const { value, path } = maxSurge;
  if (value === undefined) return;
  if (!['0', '1'].includes(String(value))) {
    const message = `maxSurge ${text(value)}: a control plane has at most one machine more meanwhile`;
    complain([...owner, ...path], message, 'Use 0 or 1.');
  } else if (String(value) === '0' && replicas < 3) {
    const message = `maxSurge 0 needs 3 control planes or more, there ${replicas === 1 ? 'is 1' : `are ${replicas}`}: etcd could not spare one`;
    complain([...owner, ...path], message, 'Use 1; or type: InPlace, which upgrades it where it is.');
  }
}

function checkAmount(
  name: string,
  { value, path }: { value: unknown; path: DocumentPath },
  owner: DocumentPath,
  complain: Complain,
): void {
  if (value === undefined || AMOUNT.test(String(value))) return;
  complain(
    [...owner, ...path],
    `${name} ${text(value)} is no number of machines`,
    'Use a number, or a percentage: 25%.',
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
