import type { Desired } from '../../src/model/desired.ts';
import type { MachineMark } from '../../src/model/facts.ts';
import { controlPlaneMachines, machinesOf, nodeMetadata } from '../../src/model/machine.ts';
import type { Observed, ObservedHost } from '../../src/model/observed.ts';
import type { PlannedOperation } from '../../src/model/plan.ts';
import { recordOf } from '../../src/model/record-of.ts';
import type { ManifestFile } from '../../src/plan/manifests.ts';
import { clusterView, nodeView } from '../support/cluster-view.ts';
import { bareFacts, mark } from '../support/facts.ts';

/** Of every machine, all the time: nothing of the inventory changes here but its hosts. */
export const REVISION = 'revision';

/** How much of an operation came about before it ended: all of it, or where a fault or a kill left it. */
export type Extent = 'done' | 'nothing' | 'half' | 'running';

interface ModelHost {
  phase?: MachineMark['phase'];
  bootstrap?: MachineMark['bootstrap'];
  /** kubeadm is at work there. */
  unit: boolean;
  /** It was at work when the host was last looked at. */
  seenAtWork: boolean;
  /** Leftovers of a kubeadm run that did not end well. */
  dirty: boolean;
  /** The playbooks' steps are done. */
  prepared: boolean;
  labelled: boolean;
}

const BOOTSTRAPS = {
  'init-control-plane': 'init',
  'join-control-plane': 'join-control-plane',
  'join-worker': 'join-worker',
} as const;

/** Hosts and their cluster as they really are. Refuses what would break a real one. */
export class ClusterModel {
  readonly #hosts = new Map<string, ModelHost>();
  readonly #applied: Record<string, string> = {};
  /** Hosts on which kubeadm init ended well. */
  readonly initialised: string[] = [];
  desired: Desired;
  readonly manifests: ManifestFile[];

  constructor(desired: Desired, manifests: ManifestFile[]) {
    this.desired = desired;
    this.manifests = manifests;
  }

  /** @param silent no API server answers at the moment */
  observe(silent = false): Observed {
    const machines = machinesOf(this.desired);
    const hosts = machines.map(({ name, role }): [string, ObservedHost] => {
      const host = this.host(name);
      const { phase, bootstrap, unit, prepared } = host;
      host.seenAtWork = unit;
      const facts = bareFacts({ machine: phase && mark({ machine: name, role, phase, bootstrap }) });
      facts.kubeadm.bootstrapRunning = unit;
      // While kubeadm is at work, what playbooks want may well look undone.
      const status = prepared && !unit ? 'ok' : 'change';
      return [name, { reachable: true, facts, steps: [{ id: 'os/hostname', title: 'Host name', status }] }];
    });
    const nodes = machines
      .filter(({ name }) => this.host(name).phase === 'bootstrapped')
      .map((machine) =>
        nodeView(machine.name, this.host(machine.name).labelled ? nodeMetadata(this.desired, machine) : {}),
      );
    const records = machines
      .filter(({ name }) => this.host(name).phase === 'bootstrapped')
      .map((machine) => recordOf(machine, mark({ machine: machine.name, role: machine.role }), undefined, REVISION));
    const cluster = clusterView({ nodes, records, appliedManifests: { ...this.#applied } });
    return { hosts: Object.fromEntries(hosts), cluster: this.exists && !silent ? cluster : undefined };
  }

  /** A control plane is bootstrapped. */
  get exists(): boolean {
    return controlPlaneMachines(this.desired).some(({ name }) => this.host(name).phase === 'bootstrapped');
  }

  /** Hosts on which kubeadm is at work. */
  get working(): string[] {
    return [...this.#hosts].filter(([, { unit }]) => unit).map(([name]) => name);
  }

  /** kubeadm ends by itself, with nobody watching. */
  unitEnds(name: string, well: boolean): void {
    const host = this.host(name);
    host.unit = false;
    if (well) this.#bootstrapped(name, host);
    else host.dirty = true;
  }

  /** Does an operation as far as `extent`; answers whether it ended well. */
  perform(operation: PlannedOperation, extent: Extent): boolean {
    const host = this.host(operation.host ?? 'cluster');
    switch (operation.action) {
      case 'prepare-host':
        if (host.unit) throw new Error(`${operation.id}: kubeadm is at work there`);
        if (extent !== 'nothing') host.phase ??= 'claimed';
        if (extent === 'done') host.prepared = true;
        return extent === 'done';
      case 'clean-half-bootstrapped':
        if (host.phase !== 'bootstrapping') throw new Error(`${operation.id}: not half-bootstrapped`);
        if (extent !== 'nothing') host.prepared = false;
        if (extent === 'done') host.dirty = false;
        return extent === 'done';
      case 'init-control-plane':
      case 'join-control-plane':
      case 'join-worker':
        return this.#bootstrap(operation, BOOTSTRAPS[operation.action], host, extent);
      case 'label-node':
        if (host.phase !== 'bootstrapped') return false;
        if (extent === 'done') host.labelled = true;
        return extent === 'done';
      case 'apply-manifests':
        if (!this.exists) throw new Error(`${operation.id}: there is no cluster`);
        if (extent === 'done') for (const { name, sha256 } of this.manifests) this.#applied[name] = sha256;
        return extent === 'done';
      default:
        return extent === 'done';
    }
  }

  #bootstrap(
    { id, host: name = '' }: PlannedOperation,
    bootstrap: MachineMark['bootstrap'],
    host: ModelHost,
    extent: Extent,
  ): boolean {
    // The operation looks again before it acts.
    if (host.phase === 'bootstrapped') return true;
    if (!host.unit) {
      // kubeadm ended badly since the host was looked at: the operation tells of it, the next plan cleans.
      if (host.dirty && host.seenAtWork) return false;
      if (host.dirty) throw new Error(`${id}: kubeadm over the leftovers of an earlier run`);
      if (!host.prepared || host.phase === undefined) throw new Error(`${id}: kubeadm on a host that is not prepared`);
      if (bootstrap === 'init' && this.exists) throw new Error(`${id}: a second cluster`);
      if (bootstrap !== 'init' && !this.exists) throw new Error(`${id}: there is nothing to join`);
      if (extent === 'nothing') return false;
      host.phase = 'bootstrapping';
      host.unit = true;
      host.bootstrap = bootstrap;
    }
    if (extent === 'done' || extent === 'half') this.unitEnds(name, extent === 'done');
    return extent === 'done';
  }

  #bootstrapped(name: string, host: ModelHost): void {
    if (!this.exists) this.initialised.push(name);
    host.phase = 'bootstrapped';
  }

  /** A host as it really is; one never heard of is bare. */
  host(name: string): ModelHost {
    const known = this.#hosts.get(name);
    if (known) return known;
    const host: ModelHost = { unit: false, seenAtWork: false, dirty: false, prepared: false, labelled: false };
    this.#hosts.set(name, host);
    return host;
  }
}
