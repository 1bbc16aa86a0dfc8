import { isRecord } from './check-words.ts';
import type { PlaybookBundle, PlaybookContext } from './context.ts';
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
  return {
    ...context,
    vars: { ...playbookVars, ...context.vars, ...context.host.vars },
    ntp: ntp ?? { enabled: false, servers: [] },
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
      interface: kubeVip.interface ?? interfaceOf(context),
      bgpEnv: kubeVipBgpEnv(kubeVip.bgp, context.host.internalAddress),
    },
    facts: { ...facts, defaultInterface: facts.defaultRoute?.interface ?? '' },
    kubeadmConfigSpec: {
      ...kubeadmConfigSpec,
      users: usersOf(kubeadmConfigSpec.users),
      files: kubeadmConfigSpec.files ?? [],
      bootCommands: kubeadmConfigSpec.bootCommands ?? [],
      preKubeadmCommands: kubeadmConfigSpec.preKubeadmCommands ?? [],
      postKubeadmCommands: kubeadmConfigSpec.postKubeadmCommands ?? [],
    },
    v1: context.ds.meta_data,
  };
}

const USER_FIELDS = ['gecos', 'groups', 'homeDir', 'shell', 'passwd', 'primaryGroup', 'lockPassword', 'sudo'] as const;

/** Cluster API's users with every field there, so that strict templates may ask for each. */
function usersOf(users: unknown): Record<string, unknown>[] {
  const unset = Object.fromEntries([...USER_FIELDS, 'sshAuthorizedKeys'].map((field) => [field, null]));
  return Array.isArray(users) ? users.filter(isRecord).map((user) => ({ ...unset, ...user })) : [];
}

/** The interface that holds the host's internal address, else the one of the default route. */
function interfaceOf({ facts, host }: PlaybookContext): string {
  const holder = facts.interfaces.find(({ addresses }) =>
    addresses.some((address) => address.split('/')[0] === host.internalAddress),
  );
  return holder?.name ?? facts.defaultRoute?.interface ?? '';
}
