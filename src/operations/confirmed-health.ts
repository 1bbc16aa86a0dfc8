import { confirmedView } from '../model/confirmed-view.ts';
import { readScript } from '../model/host-handle.ts';
import type { ClusterView } from '../model/observed.ts';
import { ASK_COMPONENTS, componentsIn } from '../observe/facts/answering.ts';
import { type ControlPlaneHost, readiness } from './control-plane-access.ts';

const COMPONENTS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'];

/**
 * The view, with what members say themselves of their components (model/confirmed-view.ts), of those of which kubelets
 * tell nothing good.
 * @param down why the API servers of members are not ready, by host name
 */
export async function withConfirmedHealth(
  view: ClusterView,
  members: readonly ControlPlaneHost[],
  down: ReadonlyMap<string, string>,
): Promise<ClusterView> {
  const { controlPlanePods } = view;
  if (!controlPlanePods) return view;
  const told = new Set(
    controlPlanePods.filter(({ ready }) => ready).map(({ node, component }) => `${node}/${component}`),
  );
  const late = members.filter(({ host }) => COMPONENTS.some((component) => !told.has(`${host.name}/${component}`)));
  const confirmed = await Promise.all(
    late.map(async (member): Promise<[string, string[]]> => {
      const node = member.host.name;
      const well = await answering(member);
      return [node, down.has(node) ? well : [...well, 'kube-apiserver']];
    }),
  );
  return confirmedView(view, new Map(confirmed));
}

/** Why the API server of each member that has one is not ready, by host name. */
export async function unreadyMembers(members: readonly ControlPlaneHost[]): Promise<Map<string, string>> {
  const answers = await Promise.all(
    members.map(async (member) => [member.host.name, await readiness(member)] as const),
  );
  return new Map(answers.flatMap(([name, why]) => (why === undefined ? [] : [[name, why] as const])));
}

async function answering({ host }: ControlPlaneHost): Promise<string[]> {
  const script = `PATH=$PATH:/usr/local/bin:/usr/bin\n${ASK_COMPONENTS}`;
  const said = await host.read(readScript(script), { timeoutMs: 15_000 }).catch(() => undefined);
  // The API server was asked as kubectl asks it, see `down`.
  return componentsIn(said?.stdout.split('\n') ?? []).filter((component) => component !== 'kube-apiserver');
}
