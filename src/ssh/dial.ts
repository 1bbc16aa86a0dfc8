import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Hop, hopError, runIsEnding } from './hop.ts';

/** A byte stream to an SSH server, and the socket of this machine that carries it. */
export interface Wire {
  stream: Duplex;
  socket: Socket;
  /** Milliseconds that opening it took: about one round trip. */
  roundTripMs: number;
}

/**
 * Opens the TCP connection to a hop that is reached directly.
 * @param ending aborted when nobody waits for it any more
 * @throws InstallerError `unreachable`: name not found, refused, no route, or `connectTimeoutMs` passed
 */
export async function dial(hop: Hop, ending: AbortSignal): Promise<Wire> {
  const started = performance.now();
  const socket = await new Promise<Socket>((resolve, reject) => {
    // The default of 250 ms per address gives up on distant hosts that have several.
    const options = { host: hop.address, port: hop.port, noDelay: true, autoSelectFamilyAttemptTimeout: 2000 };
    const opening = connect(options);
    const giveUp = (error: Error): void => {
      over();
      opening.destroy();
      reject(error);
    };
    const end = () => giveUp(runIsEnding(hop));
    const timer = setTimeout(() => giveUp(timedOut(hop)), hop.connectTimeoutMs);
    const over = (): void => {
      clearTimeout(timer);
      ending.removeEventListener('abort', end);
    };
    ending.addEventListener('abort', end);
    opening.once('error', (error: NodeJS.ErrnoException) => giveUp(refused(hop, error)));
    opening.once('connect', () => {
      over();
      opening.removeAllListeners('error');
      resolve(opening);
    });
  });
  gatherWrites(socket);
  return { stream: socket, socket, roundTripMs: performance.now() - started };
}

/** ssh2 writes packet by packet, 32 KiB at most: what is written in one turn of the event loop goes out in one call. */
function gatherWrites(socket: Socket): void {
  const write = socket.write.bind(socket);
  let gathering = false;
  const gather = (...args: Parameters<typeof write>): boolean => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      process.nextTick(() => {
        gathering = false;
        socket.uncork();
      });
    }
    return write(...args);
  };
  socket.write = gather as typeof socket.write;
}

function timedOut(hop: Hop) {
  return hopError(
    hop,
    `no answer within ${hop.connectTimeoutMs / 1000} s`,
    `Is the host up, is the address right, does a firewall drop port ${hop.port}? Try: nc -vz ${hop.address} ${hop.port}. A slow network may want a longer ssh.connectTimeout.`,
  );
}

function refused(hop: Hop, error: NodeJS.ErrnoException) {
  const causes: Record<string, [string, string]> = {
    ECONNREFUSED: [
      'connection refused',
      `Is sshd running there, and on port ${hop.port}? On its console: systemctl status ssh.`,
    ],
    ENOTFOUND: [
      'the name cannot be resolved',
      `Correct the address, or give an IP address. Try: getent hosts ${hop.address}`,
    ],
    EAI_AGAIN: [
      'the name server does not answer',
      `Give an IP address, or check /etc/resolv.conf. Try: getent hosts ${hop.address}`,
    ],
    EHOSTUNREACH: ['no route to the host', `Is it up, and in this network? Try: ip route get ${hop.address}`],
    ENETUNREACH: [
      'the network is unreachable',
      `Check the routes of this machine, its VPN above all. Try: ip route get ${hop.address}`,
    ],
    ECONNRESET: [
      'the connection was reset',
      'Something on the way closes connections to this port: a firewall, or fail2ban after too many failures.',
    ],
  };
  if (error.code === 'ETIMEDOUT') return timedOut(hop);
  const [problem, hint] = causes[error.code ?? ''] ?? [`cannot connect (${error.message})`, 'Check address and port.'];
  return hopError(hop, problem, hint, { cause: error });
}
