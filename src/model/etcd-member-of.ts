import type { Machine } from './machine.ts';
import type { EtcdMember } from './observed.ts';

/** A machine's member of etcd. One that never started has no name yet; its peer address tells whose it is. */
export function etcdMemberOf(
  members: readonly EtcdMember[],
  { name, host }: { name: string; host: Pick<Machine['host'], 'internalAddress'> },
): EtcdMember | undefined {
  const address = host.internalAddress.includes(':') ? `[${host.internalAddress}]` : host.internalAddress;
  const named = members.find((member) => member.name === name);
  return named ?? members.find(({ peerUrls }) => peerUrls.some((url) => url.includes(`//${address}:`)));
}
