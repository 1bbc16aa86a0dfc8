import type { Check } from './check.ts';
import { broughtKubeVip, endpointHost } from './effective.ts';
import { canonicalAddress, parseIp } from './ip.ts';

const KUBE_VIP = ['spec', 'kubeVip'];
const FILES = ['spec', 'controlPlane', 'kubeadmConfigSpec', 'files'];
const SETTINGS = ['image', 'mode', 'interface', 'bgp', 'services'] as const;

/** A kube-vip manifest among the files is the one that runs: two of them would fight over one address. */
export const checkBroughtKubeVip: Check = (inventory, complain) => {
  const brought = broughtKubeVip(inventory);
  if (brought === undefined) return;
  const files = inventory.spec?.controlPlane?.kubeadmConfigSpec?.files ?? [];
  const at = [...FILES, files.findIndex((file) => file?.path === brought.path), 'path'];
  const { kubeVip } = inventory.spec ?? {};
  if (kubeVip?.enabled === true) {
    const hint = `Remove kubeVip.enabled, and ${brought.path} runs alone; or remove that file.`;
    complain([...KUBE_VIP, 'enabled'], `${brought.path} among the files runs kube-vip already`, hint);
    return;
  }
  complain.warn(at, `this is the kube-vip that runs: no other one is written beside it`);
  for (const setting of SETTINGS) {
    if (kubeVip?.[setting] === undefined) continue;
    complain.warn([...KUBE_VIP, setting], `${setting} has no effect: ${brought.path} among the files runs kube-vip`);
  }
  const endpoint = inventory.spec?.cluster?.controlPlaneEndpoint?.host;
  const { address } = brought;
  if (address === undefined || endpoint === undefined || kubeVip?.enabled === false) return;
  if (parseIp(endpoint) === undefined || endpointHost(inventory) !== undefined) return;
  if (canonicalAddress(endpoint) === canonicalAddress(address)) return;
  complain(
    at,
    `this kube-vip holds ${address}, and the endpoint of the cluster is ${endpoint}`,
    'Make them one. Where a load balancer holds the endpoint, set spec.kubeVip.enabled: false.',
  );
};
