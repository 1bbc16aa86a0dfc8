import { execFileSync } from 'node:child_process';

/** A real ssh-agent of the test's own, with these keys in this order. */
export function startAgent(keyFiles: string[]): { socket: string; stop(): void } {
  const said = execFileSync('ssh-agent', ['-s']).toString();
  const socket = /SSH_AUTH_SOCK=([^;]+);/.exec(said)?.[1] ?? '';
  const pid = Number(/SSH_AGENT_PID=(\d+);/.exec(said)?.[1]);
  const env = { ...process.env, SSH_AUTH_SOCK: socket };
  for (const file of keyFiles) execFileSync('ssh-add', ['-q', file], { env, stdio: 'pipe' });
  return { socket, stop: () => process.kill(pid, 'SIGTERM') };
}
