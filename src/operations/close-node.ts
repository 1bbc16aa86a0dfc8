import { shQuote } from '../kubeadm/sh-text.ts';
import { CLOSED_FOR_UPGRADE } from '../model/closed-for-upgrade.ts';
import { type ControlPlaneHost, kubectlPreamble } from './control-plane-access.ts';

type Through = Pick<ControlPlaneHost, 'address' | 'port'>;

/**
 * sh that closes a Node to new pods and notes on it that it was us, both in one change, so that a later run knows it. One
 * that is closed already is left as it is: a person's closing is kept.
 */
export function closeNodeScript(controlPlane: Through, name: string): string {
  const node = `node ${shQuote(name)}`;
  const closed = { metadata: { annotations: { [CLOSED_FOR_UPGRADE]: '' } }, spec: { unschedulable: true } };
  return `${kubectlPreamble(controlPlane)}closed=$(k get ${node} -o jsonpath='{.spec.unschedulable}') || exit
[ "$closed" = true ] || k patch ${node} --type merge -p ${shQuote(JSON.stringify(closed))}
`;
}

/** sh that opens a Node again where closeNodeScript has closed it. */
export function openNodeScript(controlPlane: Through, name: string): string {
  const node = `node ${shQuote(name)}`;
  const open = { metadata: { annotations: { [CLOSED_FOR_UPGRADE]: null } }, spec: { unschedulable: null } };
  return `${kubectlPreamble(controlPlane)}annotations=$(k get ${node} -o jsonpath='{.metadata.annotations}') || exit
case $annotations in
  *${shQuote(CLOSED_FOR_UPGRADE)}*) k patch ${node} --type merge -p ${shQuote(JSON.stringify(open))} ;;
esac
`;
}
