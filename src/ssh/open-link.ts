import { setTimeout } from 'node:timers/promises';
import ssh2, { type Algorithms, type CipherAlgorithm, type Client } from 'ssh2';
import { InstallerError } from '../errors.ts';
import { countOf } from '../model/count-of.ts';
import { dial, type Wire } from './dial.ts';
import { type Hop, hopError, runIsEnding } from './hop.ts';
import type { HostKeyPolicy } from './host-key-policy.ts';
import { Link } from './link.ts';
import { Login } from './login.ts';
import type { LoginPlanner } from './login-plan.ts';

/** First: sshd and OpenSSL both have it in hardware, which decides the speed of uploads. */
const FAST_CIPHERS: CipherAlgorithm[] = ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com'];
/** Login may wait for a slow name server (UseDNS) or a PAM module on the host. Milliseconds. */
const LOGIN_TIMEOUT = 30_000;
/** Connections spent on the keys of one agent before giving up. */
const MOST_CONNECTIONS = 4;
/**
 * A server that has too many logins at once (MaxStartups) closes some at random: asked again after a while it answers.
 * Milliseconds, each lengthened by chance up to its double so that many do not come back together.
 */
const RETRY_AFTER = [200, 500, 1000];
const KEEPALIVE = { keepaliveInterval: 10_000, keepaliveCountMax: 3 };

/** The server closed before it had said anything. */
class ClosedEarly extends Error {}

/** The server would not let us in. Asking again with the same credentials only brings a lockout nearer. */
export class LoginRefused extends Error {}

/**
 * Connects, checks the host key, logs in.
 * @param ending aborted when nobody waits for it any more
 * @throws InstallerError `unreachable`, with `connectionLost` when the server closed before login
 */
export async function openLink(
  hop: Hop,
  policy: HostKeyPolicy,
  planner: LoginPlanner,
  ending: AbortSignal,
  via?: Link,
): Promise<Link> {
  const login = new Login(await planner.plan(hop));
  let closedEarly = 0;
  for (let connection = 1; ; connection++) {
    if (ending.aborted) throw runIsEnding(hop);
    login.begin();
    const wire = via === undefined ? await dial(hop, ending) : await via.forward(hop);
    const outcome = await handshake(hop, policy, login, wire, ending);
    if (outcome instanceof ssh2.Client) {
      if (login.current !== undefined) planner.accepted(login.current);
      return new Link(hop, outcome, wire, via);
    }
    const keysLeft = login.worthAnotherConnection && connection - closedEarly < MOST_CONNECTIONS;
    if (outcome.details.cause instanceof LoginRefused && keysLeft) continue;
    const pause = outcome.details.cause instanceof ClosedEarly ? RETRY_AFTER[closedEarly++] : undefined;
    if (pause === undefined) throw outcome;
    await setTimeout(pause * (1 + Math.random()), undefined, { signal: ending });
  }
}

function handshake(
  hop: Hop,
  policy: HostKeyPolicy,
  login: Login,
  wire: Wire,
  ending: AbortSignal,
): Promise<Client | InstallerError> {
  const client = new ssh2.Client();
  return new Promise((resolve) => {
    let phase: 'greeting' | 'login' = 'greeting';
    let keyProblem: InstallerError | undefined;
    let timer = globalThis.setTimeout(() => end(silent(hop)), hop.connectTimeoutMs);

    const cut = () => end(runIsEnding(hop));
    const end = (outcome: Client | InstallerError): void => {
      clearTimeout(timer);
      ending.removeEventListener('abort', cut);
      client.removeAllListeners();
      // Errors of a client that was given up have nobody left to hear them; unheard they would end the process.
      client.on('error', () => undefined);
      if (outcome instanceof InstallerError) {
        client.destroy();
        wire.stream.destroy();
      }
      resolve(outcome);
    };
    ending.addEventListener('abort', cut);
    client.on('handshake', () => {
      if (phase === 'login') return;
      phase = 'login';
      clearTimeout(timer);
      timer = globalThis.setTimeout(() => end(slowLogin(hop)), Math.max(LOGIN_TIMEOUT, hop.connectTimeoutMs));
    });
    client.on('ready', () => end(client));
    client.on('error', (error) => {
      // ssh2 goes on with the next key after an agent failed to sign.
      if (error.level === 'agent') login.unanswered.push(`the agent could not sign (${error.message})`);
      else end(keyProblem ?? explain(hop, login, phase, error));
    });
    client.on('close', () => end(keyProblem ?? explain(hop, login, phase, undefined)));
    client.on('change password', () => {
      login.passwordExpired = true;
      end(loginRefused(hop, login));
    });
    client.connect({
      sock: wire.stream,
      username: hop.user,
      readyTimeout: 0,
      ...KEEPALIVE,
      algorithms: { serverHostKey: policy.algorithms, cipher: first(FAST_CIPHERS) },
      hostVerifier: (blob: Buffer) => {
        keyProblem = policy.check(blob);
        return keyProblem === undefined;
      },
      authHandler: (offered, partialSuccess, next) => {
        const method = login.next(offered, partialSuccess);
        // The types of ssh2 leave out `false`, its word for "nothing left".
        (next as (method: unknown) => void)(method);
      },
    });
  });
}

/** ssh2's prepend passes over what is in the list already: remove it first, in this order of keys. */
function first(ciphers: CipherAlgorithm[]): Algorithms['cipher'] {
  return { remove: ciphers, prepend: ciphers, append: [] };
}

function explain(hop: Hop, login: Login, phase: 'greeting' | 'login', error: Error | undefined): InstallerError {
  const said = error?.message ?? 'closed';
  if (/no matching|handshake failed|unsupported/i.test(said)) {
    return hopError(
      hop,
      `no way of talking in common (${said})`,
      'The SSH server is very old, or very strict: compare with ssh -vv, and allow curve25519-sha256 and aes128-gcm@openssh.com there.',
      { cause: error },
    );
  }
  if (phase === 'login') {
    if (/authentication|too many/i.test(said)) return loginRefused(hop, login);
    const hint =
      'Look at the host: journalctl -u ssh. Does AllowUsers, DenyUsers, /etc/nologin or fail2ban stop this login?';
    return hopError(hop, `the server closed the connection during login (${said})`, hint, {
      cause: error,
      connectionLost: true,
    });
  }
  return hopError(
    hop,
    `the connection was closed before login (${said})`,
    'Too many connections at once (MaxStartups in sshd_config: try a smaller --concurrency), fail2ban, or not an SSH server on this port.',
    { cause: new ClosedEarly(said, { cause: error }), connectionLost: true },
  );
}

function silent(hop: Hop): InstallerError {
  return hopError(
    hop,
    `the port is open, but no SSH server answered within ${hop.connectTimeoutMs / 1000} s`,
    'Is the host frozen or overloaded, or is something else listening there? A slow network may want a longer ssh.connectTimeout.',
  );
}

function slowLogin(hop: Hop): InstallerError {
  return hopError(
    hop,
    `login took longer than ${Math.max(LOGIN_TIMEOUT, hop.connectTimeoutMs) / 1000} s`,
    'Often a name server that does not answer (UseDNS no in sshd_config helps) or a PAM module that waits: journalctl -u ssh on the host.',
  );
}

function loginRefused(hop: Hop, login: Login): InstallerError {
  const cause = new LoginRefused('login refused');
  if (login.passwordExpired) {
    const hint = `Log in once and change it: ssh -p ${hop.port} ${hop.user}@${hop.address}`;
    return hopError(hop, `the password of ${hop.user} has expired`, hint, { cause });
  }
  const tried = login.tried.length === 0 ? 'nothing that it offers' : login.tried.join(', ');
  const offers = login.offered.length === 0 ? '' : `; the server offers ${login.offered.join(', ')}`;
  const asked = login.unanswered.length === 0 ? '' : `; unanswered: ${login.unanswered.join(', ')}`;
  return hopError(
    hop,
    `login refused. Tried ${tried}${offers}${asked}`,
    `Is ${hop.user} the right user, and ${credential(login)}? Compare: ssh -v -p ${hop.port} ${hop.user}@${hop.address}. ${loginAdvice(login)}`.trim(),
    { cause },
  );
}

/** What was tried last is what is wrong: of a password alone there is no key to look for. */
function credential({ tried }: Login): string {
  if (tried.length > 0 && tried.every((method) => method === 'password' || method === 'keyboard-interactive')) {
    return 'is it the password that ssh.passwordFrom names';
  }
  return 'is its key in ~/.ssh/authorized_keys there';
}

function loginAdvice(login: Login): string {
  if (login.left.some((attempt) => attempt.kind !== 'password') && login.tried.length > 1) {
    return `The agent holds ${countOf(login.left.length, 'more key')}: name the right one with ssh.privateKeyPath (its .pub file is enough).`;
  }
  const passwordOffered = login.offered.some((method) => method === 'password' || method === 'keyboard-interactive');
  const passwordTried = login.tried.includes('password');
  if (passwordOffered && !passwordTried) return 'The server takes passwords too: ssh.passwordFrom: {prompt: true}.';
  return '';
}
