import type { HostFacts } from '../../model/facts.ts';
import type { FactSection } from '../section.ts';
import type { Seen } from '../seen.ts';
import { mark } from './mark.ts';

type Binaries = Pick<HostFacts, 'binaries' | 'tools'>;

/** `mark` instead of a version: not touched since our mark was written, so that the mark's version is its version. */
const AS_MARKED = 'mark';

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
  scripts: { tools: `for t in ${TOOLS.join(' ')}; do has "$t" && echo "$t"; done` },
  slow: {
    kubeadm: version('kubeadm', 'version -o short'),
    kubelet: version('kubelet', '--version'),
    kubectl: version('kubectl', 'version --client'),
    crictl: version('crictl', '--version'),
  },
  parse(seen, nowMs) {
    const marked = mark.parse(seen, nowMs).machine?.version;
    const found: HostFacts['binaries'] = {};
    for (const name of ['kubeadm', 'kubelet', 'kubectl'] as const) {
      const told = toldVersion(seen, name);
      if (told !== undefined) found[name] = told === AS_MARKED ? (marked ?? 'unknown') : told;
    }
    const crictl = toldVersion(seen, 'crictl');
    // Its version is its own, not the mark's; what matters is that it is there.
    if (crictl !== undefined) found.crictl = crictl === AS_MARKED ? 'unknown' : crictl;
    return { binaries: found, tools: seen.lines('tools').filter((name) => TOOLS.includes(name)) };
  },
};

function version(name: string, args: string): string {
  return [
    `case " $as_marked " in`,
    `(*' ${name} '*) echo ${AS_MARKED} ;;`,
    `(*) if has ${name}; then echo installed; limited ${name} ${args}; fi ;;`,
    'esac',
  ].join('\n');
}

function toldVersion(seen: Seen, name: string): string | undefined {
  const answer = seen.lines(name).join('\n');
  if (answer === '') return undefined;
  if (answer === AS_MARKED) return AS_MARKED;
  const [, plain] = /\bv?(\d+\.\d+\.\d+[0-9A-Za-z.+-]*)/.exec(answer) ?? [];
  return plain === undefined ? 'unknown' : `v${plain}`;
}
