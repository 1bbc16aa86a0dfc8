import type { HostFacts } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';
import { unitStates } from './units.ts';

type Runtime = Pick<HostFacts, 'containerd' | 'otherRuntimes'>;

const OTHERS: Readonly<Record<string, readonly string[]>> = {
  docker: ['/usr/bin/dockerd', '/usr/sbin/dockerd', '/usr/local/bin/dockerd'],
  'cri-o': ['/usr/bin/crio', '/usr/local/bin/crio'],
  'cri-dockerd': ['/usr/bin/cri-dockerd', '/usr/local/bin/cri-dockerd'],
};

const PACKAGED = '[ ! -x /usr/local/bin/containerd ] && [ -x /usr/bin/containerd ]';

/** What runs containers. A version is plain, `1.6.20`: without `v`, without a distribution's suffix. */
export const runtime: FactSection<Runtime> = {
  exists: Object.values(OTHERS).flat(),
  slow: {
    // A Go program of 40 MB: where dpkg knows the version, it is not started.
    containerd: {
      run: [
        `if ${PACKAGED} && [ -e /var/lib/dpkg/info/containerd.list ]; then echo packaged containerd`,
        `elif ${PACKAGED} && [ -e /var/lib/dpkg/info/containerd.io.list ]; then echo packaged containerd.io`,
        'elif has containerd; then echo installed; limited containerd --version',
        'fi',
      ].join('\n'),
    },
  },
  parse(seen) {
    const answer = seen.lines('containerd').join('\n');
    const packageName = /^packaged (\S+)/.exec(answer)?.[1];
    const packaged = seen.lines('packages').find((line) => line.startsWith(`= ${packageName} `));
    const version = /\b(\d+\.\d+\.\d+)/.exec(packaged?.slice(`= ${packageName} `.length) ?? answer)?.[1];
    const active = unitStates(seen).containerd === 'active';
    return {
      ...(answer !== '' && { containerd: { version: version ?? 'unknown', active } }),
      otherRuntimes: Object.keys(OTHERS).filter((name) => OTHERS[name]?.some((path) => seen.exists(path))),
    };
  },
};
