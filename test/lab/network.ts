import { candidateSubnets } from './addresses.ts';
import { LAB_LABEL } from './node-container.ts';
import { output, run } from './run.ts';

/** The name of a lab's Docker network. */
export function networkName(lab: string): string {
  return `installer-lab-${lab}`;
}

/** Makes the lab's own network, on the first /24 that is free unless one is asked for. Returns the subnet. */
export async function createNetwork(lab: string, subnet?: string): Promise<string> {
  const candidates = subnet ? [subnet] : candidateSubnets();
  const taken = new Set(await takenSubnets());
  for (const candidate of candidates) {
    if (taken.has(candidate)) continue;
    const made = await run(
      'docker',
      [
        ...['network', 'create', '--subnet', candidate, '--label', `${LAB_LABEL}=${lab}`],
        ...['--opt', `com.docker.network.bridge.name=${bridgeName(candidate)}`, networkName(lab)],
      ],
      { allow: [1] },
    );
    if (made.code === 0) {
      await fenceIn(bridgeName(candidate));
      return candidate;
    }
    // Another lab took it in between, or some other network of the machine covers it.
    if (!/overlap/i.test(made.stderr)) throw new Error(`docker network create: ${made.stderr.trim()}`);
  }
  throw new Error(`no free network for the lab among ${candidates.slice(0, 3).join(', ')} …: see docker network ls`);
}

/** The bridge of a lab's network on this machine: lab77-0 for 10.77.0.0/24. */
function bridgeName(subnet: string): string {
  const [, second, third] = subnet.split('.');
  return `lab${second}-${third}`;
}

/**
 * Keeps the nodes' traffic on this machine: what a node sends beyond its own network is refused at once. Bare nodes
 * need nothing from outside, and a service address that kube-proxy does not know yet must not wander off.
 */
async function fenceIn(bridge: string): Promise<void> {
  const rule = ['-i', bridge, '!', '-o', bridge, '-j', 'REJECT', '--reject-with', 'icmp-net-unreachable'];
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const known = await run('iptables', ['-C', 'DOCKER-USER', ...rule], { env, allow: [1, 2] });
  if (known.code !== 0) await run('iptables', ['-I', 'DOCKER-USER', ...rule], { env });
}

async function takenSubnets(): Promise<string[]> {
  const ids = (await output('docker', ['network', 'ls', '-q'])).split('\n').filter(Boolean);
  if (ids.length === 0) return [];
  const format = '{{range .IPAM.Config}}{{.Subnet}} {{end}}';
  return (await output('docker', ['network', 'inspect', '-f', format, ...ids])).split(/\s+/).filter(Boolean);
}
