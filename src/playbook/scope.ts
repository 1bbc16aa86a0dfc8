import type { KubeadmUser } from '../model/desired.ts';
import type { PlaybookBundle, PlaybookContext } from './context.ts';
import { fileSystem, mountsOf, partitionTable } from './disk-scope.ts';
import { kubeVipBgpEnv } from './kube-vip-bgp.ts';
import { registryFiles } from './registry-files.ts';
import type { Scope } from './render.ts';

const EMPTY_BUNDLE: PlaybookBundle = { packages: [], binaries: [], images: [], files: [] };

/**
 * The names a playbook may use. Everything optional is filled in, because templates are strict: what the inventory
 * leaves out has `enabled: false`, never no name at all.
 */
export function scopeOf(context: PlaybookContext, playbookVars: Record<string, unknown>): Scope {
  const { bundle, facts, kubeVip, kubeadmConfigSpec, ntp, proxy, registry } = context;
  const timeServers = ntp?.enabled ? ntp.servers : [];
  const vars = { ...playbookVars, ...context.vars, ...context.host.vars };
  return {
    ...context,
    vars,
    // Without servers there is nothing to set: the host keeps those that it has.
    ntp: { enabled: timeServers.length > 0, servers: timeServers },
    proxy: {
      enabled: Boolean(proxy?.http || proxy?.https),
      http: proxy?.http ?? '',
      https: proxy?.https ?? '',
      noProxy: proxy?.noProxy ?? [],
    },
    registry: {
      enabled: registry !== undefined,
      mirrors: registry?.mirrors ?? {},
      insecure: registry?.insecure ?? [],
      files: registry === undefined ? [] : registryFiles(registry),
    },
    bundle: { present: bundle !== undefined, ...EMPTY_BUNDLE, ...bundle },
    kubeVip: {
      ...kubeVip,
      vip: kubeVip.vip ?? '',
      interface: kubeVip.interface ?? interfaceOf(context),
      bgpEnv: kubeVipBgpEnv(kubeVip.bgp, context.host.internalAddress),
    },
    facts: { ...facts, defaultInterface: facts.defaultRoute?.interface ?? '' },
    kubeadmConfigSpec: {
      ...kubeadmConfigSpec,
      users: usersOf(kubeadmConfigSpec.users),
      diskPartitions: (kubeadmConfigSpec.diskSetup?.partitions ?? []).flatMap(partitionTable),
      diskFilesystems: (kubeadmConfigSpec.diskSetup?.filesystems ?? []).map(fileSystem),
      mounts: mountsOf(kubeadmConfigSpec.mounts, vars),
      files: kubeadmConfigSpec.files ?? [],
      bootCommands: kubeadmConfigSpec.bootCommands ?? [],
      preKubeadmCommands: kubeadmConfigSpec.preKubeadmCommands ?? [],
      postKubeadmCommands: kubeadmConfigSpec.postKubeadmCommands ?? [],
    },
    v1: context.ds.meta_data,
  };
}

/** Cluster API's users with every field there, so that strict templates may ask for each. */
function usersOf(users: readonly KubeadmUser[] = []): Record<string, unknown>[] {
  return users.map((user) => ({
    name: user.name,
    gecos: user.gecos ?? '',
    homeDir: user.homeDir ?? '',
    shell: user.shell ?? '',
    primaryGroup: user.primaryGroup ?? '',
    groups: (user.groups ?? '').split(/[\s,]+/).filter((group) => group !== ''),
    inactive: user.inactive ?? false,
    passwd: user.passwd ?? '',
    lockPassword: user.lockPassword ?? true,
    sudo: user.sudo ?? '',
    sshAuthorizedKeys: user.sshAuthorizedKeys ?? [],
  }));
}

/** The interface that holds the host's internal address, else the one of the default route. */
function interfaceOf({ facts, host }: PlaybookContext): string {
  const holder = facts.interfaces.find(({ addresses }) =>
    addresses.some((address) => address.split('/')[0] === host.internalAddress),
  );
  return holder?.name ?? facts.defaultRoute?.interface ?? '';
}
