import { shQuote } from '../kubeadm/sh-text.ts';
import { type ControlPlaneHost, kubectlPreamble } from './control-plane-access.ts';

const PKI = '/etc/kubernetes/pki/etcd';
const OWN_ENDPOINT = 'https://127.0.0.1:2379';

/**
 * sh that runs etcdctl in the etcd pod of a control plane, with the certificates that kubeadm gives it for health checks.
 * @param command sh words, quoted where they have to be
 * @param endpoint client URL of the member that is asked. Default: the pod's own
 */
export function etcdctlScript(
  controlPlane: ControlPlaneHost,
  command: string,
  endpoint: string = OWN_ENDPOINT,
): string {
  return `${kubectlPreamble(controlPlane)}k -n kube-system exec 'etcd-${controlPlane.host.name}' -- etcdctl \
--endpoints=${shQuote(endpoint)} --cacert=${PKI}/ca.crt --cert=${PKI}/healthcheck-client.crt \
--key=${PKI}/healthcheck-client.key ${command}
`;
}
