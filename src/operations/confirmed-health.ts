import { readScript } from '../model/host-handle.ts';
import type { ClusterView, ControlPlanePod } from '../model/observed.ts';
import { type ControlPlaneHost, readiness } from './control-plane-access.ts';

const COMPONENTS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'];
/** What answers its own health question on a port of the host; ports as kubeadm sets them, where the manifest names none. */
const ASKED = { 'kube-controller-manager': 10257, 'kube-scheduler': 10259 };

/**
 * The view, with a Ready static pod for each component of members that says itself that it is well: the API server by
 * `/readyz`, etcd by its member's health, the others on their own ports. The kubelet tells of a pod without readiness
 * probe at its next round only, a minute and more after it started (seen with 1.20).
 * @param down why the API servers of members are not ready, by host name
 */
export async function withConfirmedHealth(
  view: ClusterView,
  members: readonly ControlPlaneHost[],
  down: ReadonlyMap<string, string>,
): Promise<ClusterView> {
  const { controlPlanePods, etcdMembers } = view;
  if (!controlPlanePods) return view;
  const told = new Set(
    controlPlanePods.filter(({ ready }) => ready).map(({ node, component }) => `${node}/${component}`),
  );
  const late = members.filter(({ host }) => COMPONENTS.some((component) => !told.has(`${host.name}/${component}`)));
  const confirmed = await Promise.all(
    late.map(async (member): Promise<ControlPlanePod[]> => {
      const node = member.host.name;
      const well = await answering(member);
      if (!down.has(node)) well.push('kube-apiserver');
      if (etcdMembers.some(({ name, healthy }) => name === node && healthy === true)) well.push('etcd');
      return well.map((component) => ({ node, component, ready: true }));
    }),
  );
  return { ...view, controlPlanePods: [...controlPlanePods, ...confirmed.flat()] };
}

/** Why the API server of each member that has one is not ready, by host name. */
export async function unreadyMembers(members: readonly ControlPlaneHost[]): Promise<Map<string, string>> {
  const answers = await Promise.all(
    members.map(async (member) => [member.host.name, await readiness(member)] as const),
  );
  return new Map(answers.flatMap(([name, why]) => (why === undefined ? [] : [[name, why] as const])));
}

async function answering({ host }: ControlPlaneHost): Promise<string[]> {
  const asks = Object.entries(ASKED).map(([component, port]) => `ask ${component} ${port}`);
  const script = `PATH=$PATH:/usr/local/bin:/usr/bin
ask() {
  port=$(sed -n 's/.*--secure-port=\\([0-9][0-9]*\\).*/\\1/p' "/etc/kubernetes/manifests/$1.yaml" 2>/dev/null | head -n 1)
  code=$(curl -sk --noproxy '*' --max-time 3 -o /dev/null -w '%{http_code}' "https://127.0.0.1:\${port:-$2}/healthz" 2>/dev/null)
  [ "$code" != 200 ] || echo "$1"
}
${asks.join('\n')}
:`;
  const said = await host.read(readScript(script), { timeoutMs: 15_000 }).catch(() => undefined);
  return said?.stdout.split('\n').filter((line) => line in ASKED) ?? [];
}
