import type { Lab } from '../../lab/lab.ts';
import { eventually, type Kubectl } from './kubectl.ts';

/**
 * Asks the service `web` about ten times a second, from a node, until it is told to stop; tells when requests failed, and how.
 * Waits until that node reaches both pods and its kube-proxy forwards to them. Nothing may ask the service from there before:
 * the kernel remembers a connection that was not forwarded for two minutes, and another one that happens to use its port is
 * not forwarded either.
 */
export async function startTraffic(lab: Lab, from: string, kubectl: Kubectl) {
  const ip = await kubectl(['get', 'service', 'web', '-o', 'jsonpath={.spec.clusterIP}']);
  const reached = `pods=$(iptables-save -t nat | sed -n 's|.*"default/web" .*--to-destination ||p')
    [ "$(echo $pods | wc -w)" = 2 ] && for pod in $pods; do curl -sf -m 2 http://$pod/ >/dev/null || exit 1; done`;
  await eventually(300_000, () => lab.exec(from, reached));
  const loop = `while [ ! -e /tmp/traffic-ends ]; do
    if why=$(curl -sSf -m 2 http://${ip}/ 2>&1 >/dev/null); then echo answered; else echo failed $(date -u +%T) $why; fi; sleep 0.1
  done >/tmp/traffic.log 2>&1`;
  await lab.exec(from, `rm -f /tmp/traffic-ends; nohup sh -c '${loop}' >/dev/null 2>&1 &`);
  return {
    stop: async () => {
      const { stdout } = await lab.exec(from, 'touch /tmp/traffic-ends; sleep 0.5; cat /tmp/traffic.log');
      const lines = stdout.trim().split('\n');
      const failed = lines.filter((line) => line.startsWith('failed'));
      return { answered: lines.length - failed.length, failed };
    },
  };
}
