import { bindPort } from '../kubeadm/local-api-endpoint.ts';
import type { Machine } from '../model/machine.ts';

const DEFAULT_PORT = 6443;

/** Port of a control plane's own API server: `localAPIEndpoint.bindPort` of the inventory, else 6443. */
export function apiPortOf({ kubeadmConfigSpec }: Machine): number {
  return bindPort(kubeadmConfigSpec.initConfiguration?.localAPIEndpoint) ?? DEFAULT_PORT;
}
