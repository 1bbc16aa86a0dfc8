import type { MachineRecord } from '../../../src/model/machine-record.ts';
import type { NodeView } from '../../../src/model/observed.ts';
import { SimEtcd } from './sim-etcd.ts';
import { alive, bareHost, type Power, type SimHost } from './sim-host.ts';

/** A Node as the API server knows it. */
export interface SimNode {
  uid: string;
  /** What the node controller last made of it. */
  status: 'ready' | 'not-ready' | 'unknown';
  cordoned: boolean;
  /** Closed for an upgrade that has not ended. */
  upgrading?: boolean;
  /** It has the label of its role, which kubeadm puts there, and no kubelet. */
  controlPlane: boolean;
  labels: Record<string, string>;
  taints: NodeView['taints'];
  /** When it was registered. */
  since: number;
  /** Pods of the workload that run on it. */
  pods: number;
}

/** Hosts and the cluster on them as they really are. It does what real ones would do, and asks nobody whether that is wise. */
export class World {
  readonly hosts = new Map<string, SimHost>();
  /** kubeadm adds members as learners first (since 1.29). */
  readonly learnerMode: boolean;
  /** Of every cluster that ever began here, whatever became of it. */
  readonly clusterUids: string[] = [];
  /** Hosts on which kubeadm init ended well. */
  readonly initialised: string[] = [];
  etcd = new SimEtcd(0, (name) => this.host(name));
  nodes = new Map<string, SimNode>();
  records = new Map<string, MachineRecord>();
  appliedManifests: Record<string, string> = {};
  /** Version of kube-proxy on all nodes. */
  kubeProxy = '';
  /** Version that the cluster keeps for kubeadm. */
  configured = '';
  /** Machines of which a record was kept at some time. Once another one has left the inventory, nobody knows of it. */
  readonly everRecorded = new Set<string>();
  /** Nodes closed by a removal that no record tells of: once it is cut short, nobody knows by whom they were closed. */
  readonly closedUnrecorded = new Set<string>();
  /** False: what its first machines were made to is not told by any record. */
  templatesKnown = true;
  /** Counts what happens. */
  now = 0;
  /** The story so far, for people. */
  readonly told: string[] = [];
  #nodesMade = 0;

  constructor(learnerMode: boolean) {
    this.learnerMode = learnerMode;
  }

  log(line: string): void {
    this.told.push(`${this.now} ${line}`);
  }

  /** A host as it really is; one never heard of is bare. */
  host(name: string): SimHost {
    const known = this.hosts.get(name);
    if (known) return known;
    const host = bareHost(name);
    this.hosts.set(name, host);
    return host;
  }

  /** This cluster was made before there were records. */
  forgetRecords(): void {
    this.templatesKnown = false;
    this.everRecorded.clear();
    this.records.clear();
  }

  setRecord(record: MachineRecord): void {
    this.everRecorded.add(record.name);
    this.records.set(record.name, record);
  }

  /** ISO 8601. */
  get clock(): string {
    return new Date(Date.UTC(2026, 0, 1) + this.now * 60_000).toISOString();
  }

  /** kubeadm at work there joins a cluster that was given up since: it has nothing in common with this one. */
  joinsAnother({ unit }: SimHost): boolean {
    return unit !== undefined && unit.kind !== 'init' && unit.cluster !== this.clusterUids.length;
  }

  /** Its API server answers: it asks the etcd on its own host, which must be a voter of one that has its quorum. */
  servesApi(name: string): boolean {
    const member = this.etcd.memberOf(name);
    return member !== undefined && !member.learner && this.etcd.runs(member) && this.etcd.quorate;
  }

  get apiAnswers(): boolean {
    return this.etcd.members.some(({ host }) => this.servesApi(host));
  }

  /** A new cluster comes into being on this host; whatever was before is another one. */
  found(host: SimHost): void {
    this.etcd = new SimEtcd(this.clusterUids.length + 1, (name) => this.host(name));
    this.nodes = new Map();
    this.records = new Map();
    this.appliedManifests = {};
    this.kubeProxy = host.mark?.version ?? '';
    this.configured = this.kubeProxy;
    this.everRecorded.clear();
    this.clusterUids.push(`uid-${this.clusterUids.length + 1}`);
    const member = this.etcd.add(host.name, false);
    member.name = host.name;
    host.etcdData = member.id;
  }

  startKubelet(host: SimHost): void {
    host.starting = host.kubelet;
    this.#letKubeletsRegister();
  }

  #letKubeletsRegister(): void {
    if (!this.apiAnswers) return;
    for (const host of this.hosts.values()) {
      if (!host.starting || !alive(host)) continue;
      host.starting = false;
      this.registerNode(host);
    }
  }

  /** What a kubelet does when it has started and the API server knows no Node of its name. */
  registerNode(host: SimHost): void {
    if (this.nodes.has(host.name)) return;
    this.#nodesMade++;
    this.nodes.set(host.name, {
      uid: `node-${this.#nodesMade}`,
      status: 'not-ready',
      cordoned: false,
      controlPlane: false,
      labels: {},
      taints: [],
      since: this.now,
      pods: 0,
    });
  }

  /** The node controller and the scheduler look around. */
  controllersLook(): void {
    if (!this.apiAnswers) return;
    this.#letKubeletsRegister();
    for (const [name, node] of this.nodes) {
      const host = this.hosts.get(name);
      if (!host) continue;
      node.status = !alive(host) || !host.kubelet ? 'unknown' : host.sick ? 'not-ready' : 'ready';
      const serves = host.mark?.phase === 'bootstrapped';
      if (node.status === 'ready' && !node.cordoned && serves) node.pods = 2;
    }
  }

  /** Power fails or comes back. What was at work on a host without power has died; a kubelet that starts registers. */
  setPower(host: SimHost, power: Power): void {
    const started = host.power === 'off' && power === 'up';
    host.power = power;
    if (power === 'off' || power === 'dead') host.unit = undefined;
    if (power === 'off') host.boots++;
    if (started) this.startKubelet(host);
  }

  /** Everything of a cluster is taken from a host, by `kubeadm reset` or by installing it anew. */
  wipe(host: SimHost): void {
    host.unit = undefined;
    host.prepared = undefined;
    host.version = undefined;
    host.template = undefined;
    host.images = undefined;
    host.used = false;
    host.kubelet = false;
    host.starting = false;
    host.sick = false;
    host.etcdData = undefined;
  }

  /** Installed anew: nothing of what it was is left. */
  reinstall(host: SimHost): void {
    this.wipe(host);
    host.mark = undefined;
    host.power = 'up';
    host.boots++;
  }
}
