import type { DesiredHost } from '../model/desired.ts';
import type { Machine } from '../model/machine.ts';
import { atLeast } from '../model/version.ts';
import { type Conversion, type Fields, fieldsOf, textOf, warnTooNew } from './conversion.ts';
import { extraArgs } from './extra-args.ts';

const DEFAULT_SOCKET = '/run/containerd/containerd.sock';

/**
 * nodeRegistration of an Init- or JoinConfiguration. The node's name is ours: machine records, marks on hosts and
 * drains all rely on node name and host name being one.
 */
export function nodeRegistration(given: unknown, host: DesiredHost, conversion: Conversion, path: string): Fields {
  const { name, criSocket, kubeletExtraArgs, imagePullPolicy, imagePullSerial, ...rest } = fieldsOf(given);
  if (textOf(name) !== undefined && name !== host.name) {
    conversion.warn(`${path}.name`, `the node is named ${host.name}, as its host`);
  }
  const registration: Fields = {
    name: host.name,
    criSocket: socketAddress(textOf(criSocket) ?? DEFAULT_SOCKET, conversion.kubernetesVersion),
    kubeletExtraArgs: extraArgs(kubeletExtraArgs, conversion, `${path}.kubeletExtraArgs`, {
      'node-ip': host.internalAddress,
    }),
    ...rest,
  };
  if (imagePullPolicy !== undefined) {
    if (conversion.api === 'kubeadm.k8s.io/v1beta2') warnTooNew(conversion, `${path}.imagePullPolicy`, '1.22');
    else registration.imagePullPolicy = imagePullPolicy;
  }
  if (imagePullSerial !== undefined) {
    if (conversion.api !== 'kubeadm.k8s.io/v1beta4') warnTooNew(conversion, `${path}.imagePullSerial`, '1.31');
    else registration.imagePullSerial = imagePullSerial;
  }
  return registration;
}

/** Where the machine's container runtime listens, as kubeadm was told. */
export function criSocketOf({ kubeadmConfigSpec, version }: Pick<Machine, 'kubeadmConfigSpec' | 'version'>): string {
  const { joinConfiguration, initConfiguration } = kubeadmConfigSpec;
  const given = [joinConfiguration, initConfiguration].map((of) => textOf(fieldsOf(of?.nodeRegistration).criSocket));
  return socketAddress(given[0] ?? given[1] ?? DEFAULT_SOCKET, version);
}

/** kubeadm asks for a URL from 1.24 on, and warns of bare paths; before, a bare path is what its documents use. */
function socketAddress(socket: string, kubernetesVersion: string): string {
  const path = socket.replace(/^unix:\/\//, '');
  if (!path.startsWith('/')) return socket;
  return atLeast(kubernetesVersion, '1.24') ? `unix://${path}` : path;
}
