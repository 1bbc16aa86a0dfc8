import { InstallerError } from '../errors.ts';
import type { SecretSource, SshSettings } from '../model/desired.ts';
import type { NotStarted } from './not-started.ts';
import { type Elevation, isSudoPrompt } from './wrapper.ts';

/** How one host lets us become root; what was learned about its sudo is kept for the run. */
export class Privilege {
  readonly #host: string;
  readonly #settings: () => Promise<SshSettings>;
  readonly #resolveSecret: (source: SecretSource) => Promise<string>;
  /** sudo answers on a terminal only (requiretty). */
  needsTerminal = false;
  #proven = false;
  #trial: Trial | undefined;
  #refused: InstallerError | undefined;

  constructor(
    host: string,
    settings: () => Promise<SshSettings>,
    resolveSecret: (source: SecretSource) => Promise<string>,
  ) {
    this.#host = host;
    this.#settings = settings;
    this.#resolveSecret = resolveSecret;
  }

  async elevation(root: boolean): Promise<{ elevation: Elevation; password?: string }> {
    const { user, sudo } = await this.#settings();
    if (!root || user === 'root' || !sudo.enabled) return { elevation: 'none' };
    if (sudo.passwordFrom === undefined) return { elevation: 'sudo' };
    return { elevation: 'sudo-with-password', password: await this.#resolveSecret(sudo.passwordFrom) };
  }

  /**
   * Runs `attempt`, alone until a sudo password has been accepted once: several wrong passwords at the same moment are
   * what locks accounts. Once refused, the password is not sent again in this run.
   */
  async guard<T>(elevation: Elevation, attempt: () => Promise<T>): Promise<T> {
    if (elevation !== 'sudo-with-password') return attempt();
    while (this.#trial !== undefined) await this.#trial.over;
    if (this.#refused !== undefined) throw this.#refused;
    if (this.#proven) return attempt();
    this.#trial = trial();
    try {
      return await attempt();
    } finally {
      this.#endTrial();
    }
  }

  /** To be called when a script has begun as root: sudo works, and others need not wait. */
  accepted(elevation: Elevation): void {
    if (elevation !== 'sudo-with-password') return;
    this.#proven = true;
    this.#endTrial();
  }

  #endTrial(): void {
    this.#trial?.end();
    this.#trial = undefined;
  }

  /** The error for a script that never began. */
  async explain(error: NotStarted): Promise<InstallerError> {
    const said = error.output
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !isSudoPrompt(line))
      .slice(-5);
    const { user } = await this.#settings();
    const host = this.#host;
    const sudoers = `Let ${user} do everything: on ${host}, as root: echo '${user} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/${user}`;
    const [problem, hint] = {
      'needs-password': [
        `sudo wants a password for ${user}`,
        `Give it in the inventory: ssh: {sudo: {passwordFrom: {prompt: true}}}. Or without one, on ${host}, as root: echo '${user} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/${user}`,
      ],
      'wrong-password': [
        `sudo password refused for ${user}`,
        'Check the secret that ssh.sudo.passwordFrom names. It was sent once and is not sent again in this run, so that the account is not locked.',
      ],
      'not-allowed': [`${user} may not use sudo for this`, sudoers],
      'no-sudo': ['sudo is not installed', 'Install it there, or log in as root: ssh: {user: root}.'],
      'not-root': [
        'sudo cannot become root there',
        'Check: ls -l $(command -v sudo) must show root and -rws; a container may run with no-new-privileges.',
      ],
      account: [`sudo refuses the account of ${user}`, `Its password or account may have expired: chage -l ${user}`],
      'needs-terminal': [
        'sudo wants a terminal, and refuses the one it was given',
        `On ${host}: remove requiretty from sudoers for ${user}.`,
      ],
      unknown: [
        'the host accepted the login but did not run our script',
        `Try: ssh ${user}@${this.#host} /bin/sh -c true. Is the login shell /usr/sbin/nologin, or a ForceCommand set?`,
      ],
    }[error.problem] as [string, string];
    const heard = said.length === 0 ? '' : ` (it said: ${said.join(' / ')})`;
    const failure = new InstallerError('unreachable', `${host}: ${problem}${heard}`, {
      host,
      hint,
      lastLines: said,
      cause: error,
    });
    if (error.problem === 'wrong-password') this.#refused = failure;
    return failure;
  }
}

interface Trial {
  over: Promise<void>;
  end: () => void;
}

function trial(): Trial {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
