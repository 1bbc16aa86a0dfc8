import type { Finding } from '../../model/plan.ts';
import type { Ground } from './ground.ts';

/** A host that is to become a machine must answer; another one that does not is only worth a word. */
export function checkReach({ unreachable = {}, creating }: Ground): Finding[] {
  return Object.entries(unreachable).map(([host, { message, hint }]) => ({
    host,
    check: 'unreachable',
    severity: creating.has(host) ? 'refuse' : 'warn',
    message,
    cure: hint ?? 'Bring the host up, or take it out of the inventory.',
  }));
}

/** Nothing can be done on a host without root. */
export function checkRoot({ candidates }: Ground): Finding[] {
  return candidates
    .filter(({ facts }) => !facts.root)
    .map(({ machine: { name, host } }) => ({
      host: name,
      check: 'no-root',
      severity: 'refuse',
      message: `user ${host.ssh.user} does not become root there`,
      cure: host.ssh.sudo.enabled
        ? `Let ${host.ssh.user} run /bin/sh with sudo (with a password: set ssh.sudo.passwordFrom).`
        : 'Set ssh.sudo.enabled: true, or log in as root.',
    }));
}
