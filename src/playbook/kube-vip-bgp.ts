import type { KubeVip } from '../model/desired.ts';
import { isRecord } from './check-words.ts';

/** kube-vip's BGP settings as its environment wants them, name and value. Empty without BGP. */
export function kubeVipBgpEnv(bgp: KubeVip['bgp'], internalAddress: string): [string, string][] {
  if (bgp === undefined) return [];
  const peers = Array.isArray(bgp.peers) ? bgp.peers.filter(isRecord) : [];
  return [
    ['bgp_routerid', String(bgp.routerId ?? internalAddress)],
    ['bgp_as', String(bgp.as)],
    ['bgp_peers', peers.map(peerText).join(',')],
  ];
}

/** `address:AS:password:multihop`, as kube-vip reads it. */
function peerText(peer: Record<string, unknown>): string {
  return [peer.address, peer.as, peer.password ?? '', peer.multihop ?? false].join(':');
}
