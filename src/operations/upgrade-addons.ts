import { parse } from 'yaml';
import { InstallerError } from '../errors.ts';
import { type AddonImages, outdatedAddons, parseAddonImages } from '../kubeadm/addon-upgrade.ts';
import { fieldsOf } from '../kubeadm/conversion.ts';
import { initDocuments } from '../kubeadm/documents.ts';
import { shQuote, writeFile } from '../kubeadm/sh-text.ts';
import type { Desired } from '../model/desired.ts';
import { readScript } from '../model/host-handle.ts';
import { controlPlaneMachines } from '../model/machine.ts';
import { type ControlPlaneHost, kubectlPreamble, readiness } from './control-plane-access.ts';
import { lastLines, mustRun } from './host-script.ts';
import type { ApplyContext, Operation } from './operation.ts';
import { waitUntil } from './wait-until.ts';

export interface AddonsInput {
  desired: Desired;
  controlPlanes: ControlPlaneHost[];
}

interface Seen {
  images: AddonImages;
  /** KubeProxyConfiguration that the cluster keeps. */
  proxy: Record<string, unknown>;
}

const READY_MS = 120_000;
const LOOK_MS = 60_000;
const KUBECONFIG = '/etc/kubernetes/admin.conf';
/** Root only, gone after a reboot. */
const CONFIG = '/run/installer/addons.yaml';

/**
 * Brings kube-proxy and CoreDNS to the control plane's version, once all of it has that version, with the kubeadm of one
 * of its hosts: what `kubeadm upgrade apply` does, which machines that were replaced never ran. The Corefile, the number of
 * CoreDNS's pods and kube-proxy's configuration in the cluster are kept by kubeadm, or handed to it; an addon that is not
 * there is not brought.
 */
export function upgradeAddons(input: AddonsInput): Operation<Seen> {
  return {
    action: 'upgrade-addons',
    observe: async () => look(await upgradedControlPlane(input, new AbortController().signal), input),
    changes: ({ images }) =>
      outdatedAddons(images).map(({ addon, from, to }) => ({ what: addon, why: `${from} is to be ${to}` })),
    apply: (seen, context) => apply(seen, input, context),
  };
}

/** A ready control plane whose kubeadm is of the wanted version: another one would bring other images. */
async function upgradedControlPlane({ desired, controlPlanes }: AddonsInput, signal: AbortSignal) {
  const { version } = desired.controlPlane;
  let found: ControlPlaneHost | undefined;
  await waitUntil(
    {
      limitMs: READY_MS,
      until: `a control plane with kubeadm ${version} is ready`,
      signal,
      hint: 'the addons follow the control plane: bring its machines to that version first',
    },
    async () => {
      const troubles = await Promise.all(controlPlanes.map((candidate) => troubleOf(candidate, version)));
      found = controlPlanes[troubles.indexOf(undefined)];
      return found ? undefined : troubles.join('; ');
    },
  );
  if (!found) throw new Error('waitUntil returned before a control plane was found');
  return found;
}

async function troubleOf(candidate: ControlPlaneHost, version: string): Promise<string | undefined> {
  const { host } = candidate;
  const unready = await readiness(candidate);
  if (unready !== undefined) return `${host.name}: ${unready}`;
  const script = readScript('PATH=$PATH:/usr/local/bin:/usr/bin:/opt/bin; kubeadm version -o short');
  const { stdout } = await host.read(script, { timeoutMs: 15_000 });
  return stdout.trim() === version ? undefined : `${host.name}: its kubeadm is ${stdout.trim() || 'not there'}`;
}

async function look(controlPlane: ControlPlaneHost, { desired }: AddonsInput): Promise<Seen> {
  const image = `-o jsonpath='{.spec.template.spec.containers[0].image}'`;
  const maps = 'k -n kube-system get configmap --ignore-not-found';
  const script = `PATH=$PATH:/opt/bin
${kubectlPreamble(controlPlane)}set -e
proxy=$(${maps} kube-proxy -o jsonpath='{.data.config\\.conf}')
corefile=$(${maps} coredns -o name)
[ -z "$proxy" ] || echo "have kube-proxy $(k -n kube-system get daemonset kube-proxy --ignore-not-found ${image})"
[ -z "$corefile" ] || echo "have coredns $(k -n kube-system get deployment coredns --ignore-not-found ${image})"
kubeadm config images list --config /dev/stdin 2>/dev/null <<'CONFIG' | sed 's/^/want /'
${documents(controlPlane, desired, {})}
CONFIG
echo '--- proxy'
printf '%s\\n' "$proxy"
`;
  const { code, stdout, stderr } = await controlPlane.host.read(readScript(script), { timeoutMs: LOOK_MS });
  const [images = '', proxy = ''] = stdout.split('--- proxy\n');
  const told = parseAddonImages(images);
  if (code === 0 && Object.keys(told.want).length > 0) return { images: told, proxy: fieldsOf(parse(proxy)) };
  throw new InstallerError(
    'operation-failed',
    `the versions of the addons were not told on ${controlPlane.host.name}`,
    {
      host: controlPlane.host.name,
      exitCode: code,
      lastLines: lastLines(stderr),
    },
  );
}

async function apply({ images, proxy }: Seen, input: AddonsInput, context: ApplyContext): Promise<void> {
  const { signal, progress } = context;
  const controlPlane = await upgradedControlPlane(input, signal);
  const failed = "{ echo 'installer: the configuration could not be written' >&2; exit 1; }";
  const config = documents(controlPlane, input.desired, proxy);
  for (const { addon, to } of outdatedAddons(images)) {
    progress(`bringing ${to}`);
    const script = `umask 077
PATH=$PATH:/usr/local/bin:/usr/bin:/opt/bin
mkdir -p ${shQuote(CONFIG.slice(0, CONFIG.lastIndexOf('/')))} || ${failed}
${writeFile(CONFIG, config, failed)}
kubeadm init phase addon ${addon} --config ${CONFIG} --kubeconfig ${KUBECONFIG}
code=$?
rm -f ${CONFIG}
exit $code
`;
    await mustRun(controlPlane.host, `kubeadm init phase addon ${addon}`, script, { signal });
  }
}

/** What the cluster keeps of kube-proxy's configuration stays; the inventory's goes over it. */
function documents({ host }: ControlPlaneHost, desired: Desired, proxy: Record<string, unknown>): string {
  const { version, kubeadmConfigSpec } = desired.controlPlane;
  const machine = controlPlaneMachines(desired).find(({ name }) => name === host.name);
  const { host: desiredHost } = machine ?? controlPlaneMachines(desired)[0] ?? {};
  if (!desiredHost) throw new InstallerError('unexpected', 'addons are upgraded in a cluster without control plane');
  const kubeProxyConfiguration = { ...proxy, ...desired.kubeProxyConfiguration };
  return initDocuments({
    desired: { ...desired, kubeProxyConfiguration },
    host: desiredHost,
    kubernetesVersion: version,
    kubeadmConfigSpec,
  });
}
