import { InstallerError } from '../errors.ts';
import { initScript } from '../kubeadm/bootstrap-script.ts';
import { initDocuments } from '../kubeadm/documents.ts';
import { endpointAddress } from '../kubeadm/endpoint-address.ts';
import { parsePki, readPkiScript } from '../kubeadm/pki-script.ts';
import { initNeedsSuperAdmin } from '../kubeadm/super-admin.ts';
import type { Desired } from '../model/desired.ts';
import type { HostFacts, MachineMark } from '../model/facts.ts';
import { type Host, readScript } from '../model/host-handle.ts';
import type { Machine } from '../model/machine.ts';
import type { MachineRecord } from '../model/machine-record.ts';
import type { Secrets } from '../model/secrets.ts';
import { observeProbes } from '../observe/observe.ts';
import { authoritiesMadeBy, authorityKeyBits } from '../pki/authority-choice.ts';
import type { PkiFiles } from '../pki/shared-pki-files.ts';
import { validateAuthorities } from '../pki/validate-authorities.ts';
import { machineSetChanges } from '../plan/revisions/machine-set-changes.ts';
import type { Step } from '../playbook/step.ts';
import { runBootstrap } from './bootstrap-host.ts';
import { awaitEndpoint, controlPlaneHost } from './control-plane-access.ts';
import type { ApplyContext, Change, Operation } from './operation.ts';
import { putMachineSets } from './put-machine-sets.ts';
import { putRecords } from './put-records.ts';
import { applySteps } from './steps-on-host.ts';

export interface InitInput {
  desired: Desired;
  machine: Machine;
  host: Host;
  mark: MachineMark;
  /** What the cluster remembers of the machine from then on. */
  record: MachineRecord;
  apiPort: number;
  secrets: Secrets;
  /** Milliseconds since the epoch. */
  now(): number;
  facts(): Promise<HostFacts>;
  /** What playbooks want after kubeadm. */
  post: Step[];
}

/** kubeadm of an earlier run was at work when the plan was made. */
export const endedMeanwhile: Change = {
  what: 'record',
  why: 'kubeadm ended well meanwhile: what follows it is still to be done',
};

/** Brings the cluster into being on one host, then waits until the API answers at the endpoint. */
export function initControlPlane(input: InitInput): Operation<HostFacts> {
  const { machine } = input;
  return {
    action: 'init-control-plane',
    observe: input.facts,
    changes: ({ machine: mark }) =>
      mark?.phase === 'bootstrapped'
        ? [endedMeanwhile]
        : [{ what: 'kubeadm init', why: `${machine.name} starts the cluster` }],
    apply: async ({ machine: mark }, context) => {
      // Where kubeadm was begun, what answers may be its own.
      if (mark?.phase !== 'bootstrapped' && mark?.phase !== 'bootstrapping') await refuseSecondCluster(input);
      if (mark?.phase !== 'bootstrapped') await initialise(input, context);
      const controlPlane = controlPlaneHost(input.host, machine.host, input.apiPort);
      await awaitEndpoint(controlPlane, input.desired.cluster.endpoint, context);
      if (input.post.length > 0) await applySteps(input.host, input.post, context);
      await putRecords([controlPlane], [input.record], context);
      // Nobody has wanted anything of this cluster before.
      await putMachineSets([controlPlane], machineSetChanges(input.desired, { machineSets: [], records: [] }), context);
    },
  };
}

/** Preflight asked the same, before hosts were prepared: that may be long ago. */
async function refuseSecondCluster({ desired: { cluster }, host }: InitInput): Promise<void> {
  const { host: address, port } = cluster.endpoint;
  const seen = await observeProbes(host, { targets: [], api: { address, port } });
  if (!seen?.api) return;
  throw new InstallerError(
    'operation-failed',
    `an API server answers at ${endpointAddress(cluster.endpoint)} by now: a second cluster is never made over the first`,
    {
      host: host.name,
      hint: 'somebody made a cluster there meanwhile: find out who, then apply again, which looks at all anew',
    },
  );
}

async function initialise(input: InitInput, context: ApplyContext): Promise<void> {
  const { desired, machine, host, mark } = input;
  const { kubeadmConfigSpec, version } = machine;
  const config = initDocuments({ desired, host: machine.host, kubernetesVersion: version, kubeadmConfigSpec });
  const { enabled, given } = desired.kubeVip;
  const kubeVipSuperAdmin = (enabled || given !== undefined) && initNeedsSuperAdmin(version);
  const pki = await authorities(input, context);
  const verbosity = verbosityOf(machine);
  const script = initScript({ config, pki, machineMark: mark, kubeVipSuperAdmin, verbosity });
  await runBootstrap(host, 'kubeadm init', script, context);
}

/** Those already on the host, else new ones. PKI is never made anew over an existing one. */
async function authorities(input: InitInput, { progress, signal }: ApplyContext): Promise<PkiFiles | undefined> {
  const { host, machine, secrets, now, desired } = input;
  if (authoritiesMadeBy(machine.kubeadmConfigSpec) === 'kubeadm') return undefined;
  const { stdout } = await host.read(readScript(readPkiScript()), { signal, secretOutput: true });
  const existing = parsePki(stdout, secrets);
  if (Object.keys(existing).length === 0) {
    progress('making the certificate authorities of the cluster');
    const keyBits = authorityKeyBits(machine.kubeadmConfigSpec);
    const { issueClusterAuthorities } = await import('../pki/issue-authorities.ts');
    return issueClusterAuthorities({ clusterName: desired.cluster.name, now: new Date(now()), keyBits, secrets });
  }
  const { missing, problems } = validateAuthorities(existing, new Date(now()));
  const faults = [...missing.map((name) => `${name} is missing`), ...problems];
  if (faults.length === 0) return existing as PkiFiles;
  throw new InstallerError(
    'operation-failed',
    `${host.name} holds certificate authorities in /etc/kubernetes/pki that cannot be used: ${faults.join('; ')}`,
    { host: host.name, hint: 'complete them, or move the folder away to have new ones made, then apply again' },
  );
}

/** KubeadmConfigSpec.verbosity, kubeadm's --v. */
export function verbosityOf({ kubeadmConfigSpec }: Machine): number | undefined {
  const { verbosity } = kubeadmConfigSpec;
  return typeof verbosity === 'number' ? verbosity : undefined;
}
