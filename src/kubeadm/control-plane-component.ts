import { type Conversion, type Fields, fieldsOf, warnTooNew } from './conversion.ts';
import { extraArgs } from './extra-args.ts';

/** apiServer, controllerManager or scheduler of a ClusterConfiguration. */
export function controlPlaneComponent(given: unknown, conversion: Conversion, path: string): Fields {
  const { extraArgs: args, extraEnvs, ...rest } = fieldsOf(given);
  const fields: Fields = { extraArgs: extraArgs(args, conversion, `${path}.extraArgs`), ...rest };
  if (extraEnvs !== undefined) {
    if (conversion.api === 'kubeadm.k8s.io/v1beta4') fields.extraEnvs = extraEnvs;
    else warnTooNew(conversion, `${path}.extraEnvs`, '1.31');
  }
  return fields;
}
