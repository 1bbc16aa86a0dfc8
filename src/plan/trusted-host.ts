import type { BastionSettings, DesiredHost, SshSettings } from '../model/desired.ts';

/** A setting of a record that is not used, because the inventory says it nowhere. */
export interface Distrusted {
  /** `bastion.passwordFrom` */
  field: string;
  said: unknown;
  /** What of the inventory is used in its place. */
  instead?: unknown;
}

export interface TrustedHost {
  host: DesiredHost;
  distrusted: Distrusted[];
}

const OF_LOGIN = ['privateKeyPath', 'passphraseFrom', 'passwordFrom', 'knownHostsFile'] as const;

/** What the host itself and a bastion have in common, as far as it concerns the operator's machine. */
type Login = Pick<BastionSettings, (typeof OF_LOGIN)[number] | 'agent' | 'hostKey' | 'hostKeys'>;

/**
 * How hosts are reached that only their records name. Whoever may write custom resources may write a record: what it says
 * of secrets, keys and files of the operator's machine counts only where the inventory says the same of some host. Host
 * keys are always checked strictly; where a password would be sent, not against one that only the record pins: else a
 * record could have the inventory's own password sent to any address.
 */
export function trustedHost(inventory: readonly DesiredHost[]): (recorded: DesiredHost) => TrustedHost {
  const all = inventory.map(({ ssh }) => ssh);
  const levels: Login[] = all.flatMap((ssh) => [ssh, ...chainOf(ssh.bastion)]);
  const known = {
    privateKeyPath: byText(levels.map((level) => level.privateKeyPath)),
    passphraseFrom: byText(levels.map((level) => level.passphraseFrom)),
    passwordFrom: byText(levels.map((level) => level.passwordFrom)),
    knownHostsFile: byText(levels.map((level) => level.knownHostsFile)),
    hostKey: byText(levels.map((level) => level.hostKey)),
    configFile: byText(all.map((ssh) => ssh.configFile)),
    sudo: byText(all.map((ssh) => ssh.sudo.passwordFrom)),
  };
  const agentIsUsed = levels.some(({ agent }) => agent);

  return (recorded) => {
    const said = recorded.ssh;
    const ours = all.find(({ user }) => user === said.user) ?? all[0];
    const distrusted: Distrusted[] = [];
    const take = <T>(field: string, value: T | undefined, same: ReadonlyMap<string, T>, instead?: T): T | undefined => {
      if (value === undefined) return undefined;
      const found = same.get(JSON.stringify(value));
      if (found === undefined) distrusted.push({ field, said: value, ...(instead !== undefined && { instead }) });
      return found ?? instead;
    };
    const loginOf = (at: string, level: Login, instead: Login | undefined, sendsMore: boolean): Login => {
      const login: Login = {
        privateKeyPath: take(
          `${at}privateKeyPath`,
          level.privateKeyPath,
          known.privateKeyPath,
          instead?.privateKeyPath,
        ),
        passphraseFrom: take(
          `${at}passphraseFrom`,
          level.passphraseFrom,
          known.passphraseFrom,
          instead?.passphraseFrom,
        ),
        passwordFrom: take(`${at}passwordFrom`, level.passwordFrom, known.passwordFrom, instead?.passwordFrom),
        knownHostsFile: take(
          `${at}knownHostsFile`,
          level.knownHostsFile,
          known.knownHostsFile,
          instead?.knownHostsFile,
        ),
        agent: level.agent && agentIsUsed,
        hostKeys: 'strict',
      };
      if (level.agent && !agentIsUsed) distrusted.push({ field: `${at}agent`, said: true });
      if (instead && !login.agent && login.privateKeyPath === undefined && login.passwordFrom === undefined) {
        for (const field of [...OF_LOGIN, 'agent'] as const) Object.assign(login, { [field]: instead[field] });
      }
      const sends = sendsMore || login.passwordFrom !== undefined;
      const hostKey = sends ? take(`${at}hostKey`, level.hostKey, known.hostKey) : level.hostKey;
      return { ...login, hostKey };
    };
    const bastionOf = (at: string, { bastion, ...level }: BastionSettings): BastionSettings => ({
      ...level,
      ...loginOf(`${at}.`, level, undefined, false),
      ...(bastion && { bastion: bastionOf(`${at}.bastion`, bastion) }),
    });

    const sudo = take('sudo.passwordFrom', said.sudo.passwordFrom, known.sudo, ours?.sudo.passwordFrom);
    const ssh: SshSettings = {
      ...said,
      ...loginOf('', said, ours, sudo !== undefined),
      sudo: { enabled: said.sudo.enabled, passwordFrom: sudo },
      ...(said.bastion && { bastion: bastionOf('bastion', said.bastion) }),
      configFile: take('configFile', said.configFile, known.configFile, ours?.configFile),
      // Else an ssh_config could accept new host keys all the same.
      explicit: [...new Set([...(said.explicit ?? ['user']), 'hostKeys'])],
    };
    return { host: { ...recorded, ssh }, distrusted };
  };
}

/** A bastion and those before it. */
function chainOf(bastion: BastionSettings | undefined): BastionSettings[] {
  return bastion ? [bastion, ...chainOf(bastion.bastion)] : [];
}

function byText<T>(values: readonly (T | undefined)[]): Map<string, T> {
  return new Map(values.flatMap((value) => (value === undefined ? [] : [[JSON.stringify(value), value]])));
}
