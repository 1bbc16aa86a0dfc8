import { countOf } from '../../model/count-of.ts';
import type { Finding } from '../../model/plan.ts';
import type { Ground } from './ground.ts';

const WARN_DAYS = 90;

/** Certificates of control planes of this cluster that end soon: every run says so. */
export function checkCertificates({ candidates }: Ground): Finding[] {
  return candidates.flatMap(({ machine: { name }, facts, state }): Finding[] => {
    const days = facts.kubeadm.apiserverCertDaysLeft;
    if (state !== 'bootstrapped' || days === undefined || days >= WARN_DAYS) return [];
    return [
      {
        host: name,
        check: 'certificate-expiry',
        severity: 'warn',
        message:
          days < 0
            ? `the API server's certificate expired ${countOf(-days, 'day')} ago`
            : `the API server's certificate ends in ${countOf(days, 'day')}`,
        cure: 'On each control plane in turn: kubeadm certs renew all, then restart its static pods.',
      },
    ];
  });
}
