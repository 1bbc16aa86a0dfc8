import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { InstallerError } from '../errors.ts';
import type { BastionSettings, DesiredHost, SshSettings } from '../model/desired.ts';
import { expandHome } from './expand-home.ts';

/** What `ssh -G` prints: lower-case keyword → its values, one per line printed. */
export type SshConfig = ReadonlyMap<string, readonly string[]>;

/** Runs `ssh -G` for one name; `configFile` absent means OpenSSH's built-in defaults. */
export type ReadSshConfig = (name: string, configFile?: string) => Promise<SshConfig>;

/** Jumps deeper than this are taken for a loop in the configuration. */
const DEEPEST_JUMP = 8;
const DEFAULTS = { port: 22, connectTimeoutMs: 10_000, hostKeys: 'strict' } as const;

/** Parses the output of `ssh -G` (ssh(1)). */
export function parseSshConfig(text: string): SshConfig {
  const config = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ');
    if (space <= 0) continue;
    const key = line.slice(0, space).toLowerCase();
    config.set(key, [...(config.get(key) ?? []), line.slice(space + 1).trim()]);
  }
  return config;
}

/**
 * Address and settings of a host with its `configFile` honoured.
 *
 * What the inventory writes wins. What it leaves open is taken from the ssh_config as it applies to the host's address,
 * then as it applies to the host's inventory name (so that both `Host 10.0.0.*` and `Host cp-1` work), and only where
 * the ssh_config differs from OpenSSH's own defaults. Honoured: HostName, User, Port, IdentityFile, ProxyJump,
 * UserKnownHostsFile, ConnectTimeout and `StrictHostKeyChecking accept-new`. `StrictHostKeyChecking no` is not
 * honoured: an unknown key then still needs `hostKeys: accept-new`.
 * @throws InstallerError `unreachable` when ssh is missing, refuses the file, or the file asks for a ProxyCommand
 */
export async function honourSshConfig(
  host: Pick<DesiredHost, 'name' | 'address' | 'ssh'>,
  readConfig: ReadSshConfig = runSshG,
): Promise<{ address: string; ssh: SshSettings }> {
  const file = host.ssh.configFile;
  if (file === undefined) return { address: host.address, ssh: host.ssh };
  try {
    const reader = await configReader(readConfig, file);
    let result = { address: host.address, ssh: host.ssh };
    const open = openFields(host.ssh);
    for (const name of new Set([host.address, host.name])) result = await fill(result, open, reader, name);
    return result;
  } catch (error) {
    throw error instanceof SshConfigProblem
      ? new InstallerError('unreachable', `${host.name}: ${error.message}`, { host: host.name, hint: error.hint })
      : error;
  }
}

class SshConfigProblem extends Error {
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** Values of one name that differ from OpenSSH's defaults. */
type ConfigReader = (name: string) => Promise<(key: string) => readonly string[]>;

async function configReader(readConfig: ReadSshConfig, file: string): Promise<ConfigReader> {
  const builtIn = await readConfig('installer.invalid');
  return async (name) => {
    const config = await readConfig(name, file);
    return (key) => {
      const values = config.get(key) ?? [];
      const same =
        values.join('\n') === (builtIn.get(key) ?? []).join('\n') || (key === 'hostname' && values[0] === name);
      return same ? [] : values;
    };
  };
}

function openFields(ssh: SshSettings): (field: keyof SshSettings) => boolean {
  const { explicit } = ssh;
  if (explicit !== undefined) return (field) => !explicit.includes(field);
  // Without that list a written default looks like one left open; only of a user it cannot be told, so it is kept.
  return (field) => field !== 'user';
}

async function fill(
  current: { address: string; ssh: SshSettings },
  open: (field: keyof SshSettings) => boolean,
  reader: ConfigReader,
  name: string,
): Promise<{ address: string; ssh: SshSettings }> {
  const values = await reader(name);
  const ssh = { ...current.ssh };
  const unset = (field: keyof SshSettings) => open(field) && ssh[field] === DEFAULTS[field as keyof typeof DEFAULTS];
  const user = values('user')[0];
  const port = Number(values('port')[0]);
  const key = firstIdentity(values('identityfile'));
  const knownHosts = values('userknownhostsfile')[0]?.split(' ')[0];
  const timeout = Number(values('connecttimeout')[0]);
  if (open('user') && user !== undefined) {
    ssh.user = user;
    // The default of sudo.enabled follows the user: a login that is not root needs it.
    if (open('sudo')) ssh.sudo = { ...ssh.sudo, enabled: user !== 'root' };
  }
  if (unset('port') && port > 0) ssh.port = port;
  if (unset('privateKeyPath') && key !== undefined) ssh.privateKeyPath = key;
  if (unset('knownHostsFile') && knownHosts !== undefined) ssh.knownHostsFile = expandHome(knownHosts);
  if (unset('connectTimeoutMs') && timeout > 0) ssh.connectTimeoutMs = timeout * 1000;
  if (unset('hostKeys') && values('stricthostkeychecking')[0] === 'accept-new') ssh.hostKeys = 'accept-new';
  if (unset('bastion')) {
    const bastion = await jumpOf(values, ssh, reader, 0);
    if (bastion !== undefined) ssh.bastion = bastion;
  }
  return { address: values('hostname')[0] ?? current.address, ssh };
}

function firstIdentity(files: readonly string[]): string | undefined {
  const expanded = files.map(expandHome);
  return expanded.find((file) => existsSync(file)) ?? expanded[0];
}

async function jumpOf(
  values: (key: string) => readonly string[],
  ssh: SshSettings,
  reader: ConfigReader,
  depth: number,
): Promise<BastionSettings | undefined> {
  const command = values('proxycommand')[0];
  if (command !== undefined && command !== 'none') {
    throw new SshConfigProblem(
      'its ssh_config asks for a ProxyCommand, which is not supported',
      'Use ProxyJump there, or bastion: in the inventory.',
    );
  }
  const jumps = values('proxyjump')[0];
  if (jumps === undefined || jumps === 'none') return undefined;
  return chain(
    jumps.split(',').map((jump) => jump.trim()),
    ssh,
    reader,
    depth,
  );
}

async function chain(
  jumps: readonly string[],
  ssh: SshSettings,
  reader: ConfigReader,
  depth: number,
): Promise<BastionSettings | undefined> {
  const last = jumps.at(-1);
  if (last === undefined) return undefined;
  if (depth >= DEEPEST_JUMP)
    throw new SshConfigProblem(`its ssh_config jumps through ${last} again and again`, 'Check ProxyJump for a loop.');
  const jump = parseJump(last);
  const values = await reader(jump.name);
  const key = firstIdentity(values('identityfile'));
  const knownHosts = values('userknownhostsfile')[0]?.split(' ')[0];
  const before =
    jumps.length > 1
      ? await chain(jumps.slice(0, -1), ssh, reader, depth + 1)
      : await jumpOf(values, ssh, reader, depth + 1);
  return {
    address: values('hostname')[0] ?? jump.name,
    port: jump.port ?? (Number(values('port')[0]) || DEFAULTS.port),
    user: jump.user ?? values('user')[0] ?? ssh.user,
    agent: true,
    hostKeys: values('stricthostkeychecking')[0] === 'accept-new' ? 'accept-new' : ssh.hostKeys,
    ...(key === undefined ? {} : { privateKeyPath: key }),
    ...(knownHosts === undefined ? {} : { knownHostsFile: expandHome(knownHosts) }),
    ...(before === undefined ? {} : { bastion: before }),
  };
}

/** `[user@]host[:port]`, the host in brackets when it is an IPv6 address (ssh_config(5), ProxyJump). */
function parseJump(text: string): { user?: string; name: string; port?: number } {
  const uri = text.replace(/^ssh:\/\//, '');
  const at = uri.lastIndexOf('@');
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(uri.slice(at + 1)) ?? [];
  const name = bracketed ?? plain ?? uri.slice(at + 1);
  return {
    name,
    ...(at > 0 ? { user: uri.slice(0, at) } : {}),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}

function runSshG(name: string, configFile?: string): Promise<SshConfig> {
  const file = configFile === undefined ? 'none' : expandHome(configFile);
  return new Promise((resolve, reject) => {
    execFile('ssh', ['-G', '-F', file, '--', name], { timeout: 10_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(parseSshConfig(stdout));
      else if (error.code === 'ENOENT') {
        reject(
          new SshConfigProblem(
            'ssh.configFile needs the ssh command, which is not on PATH',
            'Install openssh-client, or write the settings in the inventory.',
          ),
        );
      } else {
        reject(
          new SshConfigProblem(
            `ssh refuses ${file}: ${stderr.trim() || error.message}`,
            `Try it: ssh -G -F ${file} ${name}`,
          ),
        );
      }
    });
  });
}
