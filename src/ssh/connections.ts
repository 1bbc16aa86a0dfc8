import type { DesiredHost, SecretSource } from '../model/desired.ts';
import type { Emit } from '../model/event.ts';
import type { Host } from '../model/host-handle.ts';
import type { Secrets } from '../model/secrets.ts';
import { ChunkSources } from './chunk-sources.ts';
import { hopTo } from './hop.ts';
import { Links } from './links.ts';
import { LoginPlanner } from './login-plan.ts';
import { honourSshConfig } from './ssh-config.ts';
import { SshHost } from './ssh-host.ts';

const CONNECT_LIMIT = 32;

export interface ConnectionsOptions {
  hosts: readonly DesiredHost[];
  /** Value of a `…From`; asked again for each host, so it should remember. */
  resolveSecret: (source: SecretSource) => Promise<string>;
  /** Every secret that is used here is registered, so that no sink shows it. */
  secrets: Secrets;
  emit?: Emit;
  /** A person is there: messages may propose commands that ask. */
  interactive: boolean;
  /** Connections being opened at the same time. Default 32. */
  connectLimit?: number;
  /** How long a refused login is not tried again, milliseconds. Default: 10 minutes. */
  refusalKeptMs?: number;
  /** Socket of the ssh-agent. Default: SSH_AUTH_SOCK of the environment. */
  agentSocket?: string;
}

export interface HostStats {
  /** SSH connections opened to it. */
  connections: number;
  /** Sessions opened on them: scripts and uploads. */
  roundTrips: number;
}

export interface Connections {
  /** @throws RangeError when no host has that name */
  host(name: string): Host;
  /** Makes a host known that the inventory does not name; one that is known already stays as it is. */
  add(host: DesiredHost): void;
  /** Key files that could not be used, and the ssh-agent, are asked once more when they are needed. */
  askAgain(): void;
  /** Ends all connections; what still waits on them fails as `unreachable`. */
  close(): Promise<void>;
  /** By host name. */
  stats(): Record<string, HostStats>;
}

/** Hosts to be reached over SSH. Nothing is connected before a host is first asked for something. */
export function createConnections(options: ConnectionsOptions): Connections {
  const resolveSecret = async (source: SecretSource) => options.secrets.add(await options.resolveSecret(source));
  const agentSocket = options.agentSocket ?? process.env.SSH_AUTH_SOCK;
  const planner = new LoginPlanner({ resolveSecret, agentSocket });
  const links = new Links({
    planner,
    connectLimit: options.connectLimit ?? CONNECT_LIMIT,
    interactive: options.interactive,
    emit: options.emit,
    refusalKeptMs: options.refusalKeptMs,
  });
  const sources = new ChunkSources();
  const hosts = new Map(options.hosts.map((host) => [host.name, sshHost(host, links, sources, resolveSecret)]));
  return {
    add: (host) => {
      if (!hosts.has(host.name)) hosts.set(host.name, sshHost(host, links, sources, resolveSecret, true));
    },
    host: (name) => {
      const host = hosts.get(name);
      if (host === undefined) throw new RangeError(`No host is named ${name}.`);
      return host;
    },
    askAgain: () => planner.askAgain(),
    close: () => links.close(),
    stats: () =>
      Object.fromEntries(
        [...hosts].map(([name, host]) => [
          name,
          { connections: links.opened.get(name) ?? 0, roundTrips: host.roundTrips },
        ]),
      ),
  };
}

function sshHost(
  desired: DesiredHost,
  links: Links,
  sources: ChunkSources,
  resolveSecret: (source: SecretSource) => Promise<string>,
  recorded = false,
): SshHost {
  const { name, address } = desired;
  let honoured: ReturnType<typeof honourSshConfig> | undefined;
  const settled = () => {
    const known = honoured ?? honourSshConfig(desired);
    honoured = known;
    // It is this host's alone: asked again it costs nobody else anything.
    known.catch(() => {
      if (honoured === known) honoured = undefined;
    });
    return known;
  };
  return new SshHost({
    name,
    address,
    settings: async () => (await settled()).ssh,
    connect: async (beside) => {
      const { address: reachedAt, ssh } = await settled();
      return links.toHost(hopTo({ name, address: reachedAt }, ssh, recorded), beside);
    },
    resolveSecret,
    sources,
  });
}
