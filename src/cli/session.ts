import { resolve } from 'node:path';
import type { ReadInventory } from '../inventory/read-inventory.ts';
import type { Desired, DesiredHost } from '../model/desired.ts';
import type { Emit } from '../model/event.ts';
import type { Host } from '../model/host-handle.ts';
import { secretTexts } from '../model/secret-texts.ts';
import { Secrets } from '../model/secrets.ts';
import { trustedHost } from '../plan/trusted-host.ts';
import type { Connections } from '../ssh/connections.ts';
import type { DebugLog } from '../state/debug-log.ts';
import { AwaitedHosts } from './awaited-hosts.ts';
import type { Output } from './options.ts';
import { promptSecret } from './terminal.ts';
import { TimeLimit } from './time-limit.ts';

export interface SessionOptions {
  file: string[];
  output?: Output;
  concurrency?: number;
  debug?: boolean;
  /** Progress in plain lines only: the command itself writes as it goes. */
  plain?: boolean;
  /** Seconds. */
  timeout?: number;
}

/** An inventory that was read, the way to its hosts, and the sinks of this run. Close it, whatever happens. */
export interface Session {
  desired: Desired;
  /** As typed, for the command to type next. */
  fileArguments: string;
  secrets: Secrets;
  emit: Emit;
  log: DebugLog;
  connections: Connections;
  timeLimit: TimeLimit;
  host(name: string): Host;
  /** Makes a host reachable that the inventory does not name, as a machine's record tells it. */
  know(host: DesiredHost): void;
  /** What could not be had is asked for once more when it is needed: secrets, keys, the ssh-agent. */
  askAgain(): void;
  /** Called when the run's outcome is known; nothing is emitted after it. */
  close(): Promise<void>;
}

/** Reads the inventory and opens what a command needs; no host is contacted yet. */
export async function openSession(options: SessionOptions, command: string): Promise<Session> {
  const secrets = new Secrets();
  const { desired, secretSources } = await readDesired(options.file);
  for (const text of secretTexts(desired)) secrets.add(text);
  const [
    { openDebugLog },
    { createEmitter },
    { createProgressReporter },
    { createConnections },
    { createSecretResolver },
  ] = await Promise.all([
    import('../state/debug-log.ts'),
    import('../report/emitter.ts'),
    import('../report/progress-reporter.ts'),
    import('../ssh/connections.ts'),
    import('../inventory/secret-resolver.ts'),
  ]);
  const log = openDebugLog({ cluster: desired.cluster.name, command, argv: process.argv.slice(2), secrets });
  const reporters = [log.reporter, await resultReporter(options, createProgressReporter)];
  const emit = createEmitter({ reporters, secrets });
  if (log.note) emit({ type: 'note', message: log.note });
  const interactive = process.stdin.isTTY === true;
  const awaited = new AwaitedHosts();
  const timeLimit = new TimeLimit(options.timeout, () => awaited.names);
  const ask = (label: string) =>
    promptSecret(label, { input: process.stdin, output: process.stderr, signal: timeLimit.signal });
  const resolveSecret = createSecretResolver({
    secrets,
    env: process.env,
    cwd: process.cwd(),
    secretSources,
    prompt: interactive ? ask : undefined,
  });
  const connections = createConnections({
    hosts: desired.hosts,
    secrets,
    emit,
    interactive,
    connectLimit: options.concurrency,
    resolveSecret,
  });
  const inventory = new Set(desired.hosts.map(({ name }) => name));
  const trusted = trustedHost(desired.hosts);
  return {
    desired,
    fileArguments: options.file.map((file) => `-f ${file}`).join(' '),
    secrets,
    emit,
    log,
    connections,
    timeLimit,
    host: (name) => awaited.noting(connections.host(name)),
    know: (found) => {
      if (!inventory.has(found.name)) connections.add(trusted(found).host);
    },
    askAgain: () => {
      resolveSecret.forgetFailures();
      connections.askAgain();
    },
    close: async () => {
      await connections.close();
      for (const reporter of reporters) await reporter.finish();
      await log.close();
    },
  };
}

type ProgressReporters = typeof import('../report/progress-reporter.ts').createProgressReporter;

async function resultReporter({ output, debug, plain }: SessionOptions, createProgress: ProgressReporters) {
  if (output !== 'json') return createProgress(process.stderr, { debug, plain });
  const { createNdjsonReporter } = await import('../report/ndjson.ts');
  return createNdjsonReporter(process.stdout);
}

/** The desired state of these files; warnings go to standard error. @throws InstallerError `inventory-invalid` with every problem */
export async function readDesired(files: string[]): Promise<Pick<ReadInventory, 'desired' | 'secretSources'>> {
  const { readInventory } = await import('../inventory/read-inventory.ts');
  const { desired, warnings, secretSources } = await readInventory({ files, cwd: resolve('.') });
  const { renderProblem } = await import('../inventory/problem.ts');
  for (const warning of warnings) process.stderr.write(`${renderProblem(warning)}\n`);
  return { desired, secretSources };
}
