import type { Check } from './check.ts';
import { checkCloudInitText } from './check-cloud-init-text.ts';
import { kubeadmSpecs } from './kubeadm-specs.ts';

const LISTS = ['bootCommands', 'preKubeadmCommands', 'postKubeadmCommands'] as const;
/** Where Cluster API lays kubeadm's configuration down before preKubeadmCommands run. */
const CONFIGURATION = /\/run\/kubeadm\/kubeadm(?:-join-config)?\.yaml/;

/** Commands of kubeadmConfigSpec, and how it is to reach the host. */
export const checkKubeadmCommands: Check = (inventory, complain) => {
  for (const { spec, path } of kubeadmSpecs(inventory)) {
    for (const list of LISTS) {
      for (const [index, command] of (spec[list] ?? []).entries()) {
        if (typeof command !== 'string') continue;
        const at = [...path, list, index];
        checkCloudInitText(command, at, complain);
        if (!CONFIGURATION.test(command)) continue;
        complain.warn(
          at,
          `${CONFIGURATION.exec(command)?.[0]} is not there: kubeadm's configuration is made when it runs`,
          'Write what the command would put there into clusterConfiguration, initConfiguration or joinConfiguration.',
        );
      }
    }
    if (spec.format === 'ignition') {
      complain(
        [...path, 'format'],
        'Ignition configures a machine at its first boot; these hosts are running already',
        'Remove format, and write what ignition says as files and commands.',
      );
    } else if (spec.ignition !== undefined) {
      complain.warn(
        [...path, 'ignition'],
        'ignition is not used without format: ignition, and that is not possible here',
      );
    }
  }
};
