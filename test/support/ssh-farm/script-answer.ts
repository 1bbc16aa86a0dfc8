import { readFileSync } from 'node:fs';
import type { MachineMark } from '../../../src/model/facts.ts';
import { MACHINE_RESOURCE, type MachineResource } from '../../../src/model/machine-resource.ts';
import { printedPki } from '../pki.ts';
import { clusterAnswer } from './cluster-answer.ts';
import { factsAnswer } from './facts-answer.ts';
import type { FarmCluster, FarmHost, MachineSetResource } from './farm-state.ts';
import type { HostAnswer } from './ssh-server.ts';
import { applyAnswer, checkAnswer } from './steps-answer.ts';

interface KnownScript {
  kind: string;
  /** What only this kind of script says. */
  match: RegExp;
  answer(script: string, host: FarmHost, cluster: FarmCluster): HostAnswer;
}

/** Custom resources that a script puts into the cluster (src/operations/put-resources.ts). */
const RECORDS = /<<'RECORDS'.*\n(.*)\nRECORDS$/m;

/** Scripts of ours, the most telling sign first. */
const SCRIPTS: readonly KnownScript[] = [
  { kind: 'facts', match: /^echo '##facts:end'$/m, answer: (_script, host) => ({ stdout: factsAnswer(host) }) },
  {
    kind: 'cluster-view',
    match: /##endpoint:/,
    answer: (script, host, cluster) => ({ stdout: clusterAnswer(script, cluster, host) }),
  },
  { kind: 'lock', match: /^stay "\$from"$/m, answer: () => ({ stays: '127.0.0.1' }) },
  { kind: 'probes', match: /##probe:/, answer: probesAnswer },
  { kind: 'check-steps', match: /^see \d+ \w+$/m, answer: checkAnswer },
  { kind: 'apply-steps', match: /^for j in [\d ]+; do step/m, answer: prepare },
  { kind: 'join', match: /^"\$@" kubeadm join/m, answer: bootstrap },
  {
    kind: 'token',
    match: /kubeadm .*token create/,
    answer: () => ({ stdout: `${TOKEN}\n${printedPki({ 'ca.crt': CA })}` }),
  },
  { kind: 'records', match: RECORDS, answer: () => ({}) },
  { kind: 'ready', match: /get --raw \/readyz/, answer: () => ({}) },
];

const TOKEN = 'abcdef.0123456789abcdef';
const CA = certificateIn('debian-12-our-worker.txt');

/** What a host says to a script of ours, and what becomes of it. `undefined`: no script that the farm knows. */
export function scriptAnswer(
  script: string,
  host: FarmHost,
  cluster: FarmCluster,
): { kind: string; answer: HostAnswer } | undefined {
  const known = SCRIPTS.find(({ match }) => match.test(script));
  for (const item of resourcesIn(script)) {
    if (isMachine(item)) cluster.records.set(item.metadata.name, item);
    else cluster.machineSets.set(item.metadata.name, item);
  }
  return known && { kind: known.kind, answer: known.answer(script, host, cluster) };
}

function probesAnswer(script: string): HostAnswer {
  const asked = [...script.matchAll(/'##probe:%s %s\\n' (\d+) /g)];
  return { stdout: `${asked.map(([, index]) => `##probe:${index} open\n`).join('')}##end\n` };
}

function prepare(script: string, host: FarmHost): HostAnswer {
  host.mark ??= marksIn(script)[0];
  return applyAnswer(script, host);
}

function bootstrap(script: string, host: FarmHost): HostAnswer {
  host.mark = marksIn(script).find(({ phase }) => phase === 'bootstrapped');
  return { stdout: 'This node has joined the cluster:\n' };
}

/** Marks that the script writes. */
function marksIn(script: string): MachineMark[] {
  return [...script.matchAll(/^\{\n {2}"apiVersion": "installer\.dev\/v1alpha1",\n[^{}]*^\}$/gm)].map(
    ([text]) => JSON.parse(text) as MachineMark,
  );
}

function isMachine(item: MachineResource | MachineSetResource): item is MachineResource {
  return item.kind === MACHINE_RESOURCE.kind;
}

function resourcesIn(script: string): (MachineResource | MachineSetResource)[] {
  const [, base64] = RECORDS.exec(script) ?? [];
  if (base64 === undefined) return [];
  return (JSON.parse(Buffer.from(base64, 'base64').toString()) as { items: (MachineResource | MachineSetResource)[] })
    .items;
}

function certificateIn(fixture: string): string {
  const said = readFileSync(new URL(`../../fixtures/facts/${fixture}`, import.meta.url), 'utf8');
  return [...said.matchAll(/^\/etc\/kubernetes\/pki\/ca\.crt:(.*)$/gm)].map(([, line]) => `${line}\n`).join('');
}
