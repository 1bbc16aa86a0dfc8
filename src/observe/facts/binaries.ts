import type { HostFacts } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';
import type { Seen } from '../seen.ts';
import { mark } from './mark.ts';

type Binaries = Pick<HostFacts, 'binaries' | 'tools'>;

const TOOLS = [
  'conntrack',
  'socat',
  'ip',
  'iptables',
  'mount',
  'nsenter',
  'ebtables',
  'ethtool',
  'losetup',
  'tc',
  'modprobe',
  'openssl',
  'curl',
];

/**
 * Kubernetes' own programs. Each costs 50 to 150 ms of a CPU to tell its version, so that a settled host is not asked:
 * the prelude puts into `$as_marked` those whose inode has not changed since the mark was written.
 */
export const binaries: FactSection<Binaries> = {
  scripts: {
    as_marked: 'for b in $as_marked; do echo "$b"; done',
    tools: `for t in ${TOOLS.join(' ')}; do has "$t" && echo "$t"; done`,
  },
  slow: {
    kubeadm: version('kubeadm', 'version -o short'),
    kubelet: version('kubelet', '--version'),
    kubectl: version('kubectl', 'version --client'),
    crictl: version('crictl', '--version'),
  },
  parse(seen, nowMs) {
    const marked = mark.parse(seen, nowMs).machine?.version ?? 'unknown';
    const found: HostFacts['binaries'] = {};
    for (const name of ['kubeadm', 'kubelet', 'kubectl'] as const) {
      const version = seen.lines('as_marked').includes(name) ? marked : toldVersion(seen, name);
      if (version !== undefined) found[name] = version;
    }
    // Its version is its own, not the mark's; what matters is that it is there.
    const crictl = seen.lines('as_marked').includes('crictl') ? 'unknown' : toldVersion(seen, 'crictl');
    if (crictl !== undefined) found.crictl = crictl;
    return { binaries: found, tools: seen.lines('tools').filter((name) => TOOLS.includes(name)) };
  },
};

function version(name: string, args: string): { when: string; run: string } {
  return {
    when: `case " $as_marked " in (*' ${name} '*) false ;; (*) has ${name} ;; esac`,
    run: `echo installed; limited ${name} ${args}`,
  };
}

function toldVersion(seen: Seen, name: string): string | undefined {
  const answer = seen.lines(name).join('\n');
  if (answer === '') return undefined;
  const [, plain] = /\bv?(\d+\.\d+\.\d+[0-9A-Za-z.+-]*)/.exec(answer) ?? [];
  return plain === undefined ? 'unknown' : `v${plain}`;
}
