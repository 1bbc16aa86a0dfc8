import ssh2 from 'ssh2';
import type { FarmCluster } from './farm-state.ts';
import { scriptAnswer } from './script-answer.ts';
import { type SshServer, startSshServer } from './ssh-server.ts';

/** What one host was asked. */
export interface HostVisit {
  /** SSH connections. */
  connections: number;
  /** What kinds of scripts ran there, in order. */
  scripts: string[];
}

/** Every host of a cluster as an SSH server inside this process: what it costs to look after many. */
export interface SshFarm {
  /** Public key of all hosts, `type base64`. */
  hostKey: string;
  /** Port of each host at 127.0.0.1, by name. */
  ports: ReadonlyMap<string, number>;
  /** Scripts of ours that the farm has no answer to: each is a hole in it. */
  unknown: string[];
  /** Passwords that its hosts were told. */
  passwords(): Set<string>;
  /** Hosts that were connected to since the last call, by name. */
  visits(): Record<string, HostVisit>;
  close(): Promise<void>;
}

/** Starts a server for every host of the cluster. Its state is read and changed as scripts come in. */
export async function startSshFarm(cluster: FarmCluster): Promise<SshFarm> {
  const key = keyPair();
  const unknown: string[] = [];
  const servers = new Map<string, SshServer>();
  const scripts = new Map<string, string[]>();
  const counted = new Map<string, number>();
  for (const host of cluster.hosts) {
    const asked: string[] = [];
    scripts.set(host.name, asked);
    const server = await startSshServer({
      hostKey: key.private,
      answer: (script) => {
        const known = scriptAnswer(script, host, cluster);
        if (known === undefined) unknown.push(`${host.name}: ${script}`);
        asked.push(known?.kind ?? 'unknown');
        return known?.answer ?? { code: 127, stderr: 'the farm does not know this script\n' };
      },
    });
    servers.set(host.name, server);
  }
  return {
    hostKey: key.public.split(' ').slice(0, 2).join(' '),
    ports: new Map([...servers].map(([name, { port }]) => [name, port])),
    unknown,
    passwords: () => new Set([...servers.values()].flatMap(({ passwords }) => [...passwords])),
    visits: () => {
      const visits: Record<string, HostVisit> = {};
      for (const [name, { connections }] of servers) {
        const since = connections - (counted.get(name) ?? 0);
        counted.set(name, connections);
        const asked = scripts.get(name)?.splice(0) ?? [];
        if (since > 0 || asked.length > 0) visits[name] = { connections: since, scripts: asked };
      }
      return visits;
    },
    close: async () => {
      await Promise.all([...servers.values()].map((server) => server.close()));
    },
  };
}

/** One key in some hundred that ssh2 makes begins with a zero byte, which it leaves out: nobody can read that one. */
function keyPair(): { private: string; public: string } {
  for (;;) {
    const key = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(key.private) instanceof Error)) return key;
  }
}
