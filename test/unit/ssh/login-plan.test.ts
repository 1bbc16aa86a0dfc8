import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hopTo } from '../../../src/ssh/hop.ts';
import { LoginPlanner } from '../../../src/ssh/login-plan.ts';
import { desiredHost } from '../../support/desired.ts';

let folder: string;
const servers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'login-plan-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true });
});

/** An agent that holds nothing (draft-miller-ssh-agent: SSH_AGENT_IDENTITIES_ANSWER, no keys). */
function agentAt(socket: string): Promise<void> {
  const server = createServer((asked) => {
    asked.on('data', () => asked.write(Buffer.from([0, 0, 0, 5, 12, 0, 0, 0, 0])));
  });
  servers.push(server);
  return new Promise((done) => server.listen(socket, done));
}

const { name, address, ssh } = desiredHost('cp-1', 'control-plane', 11);
const hopWith = (more: object) => hopTo({ name, address }, { ...ssh, agent: false, ...more });

it('reads a key file once, and what could not be used again when it is told to', async () => {
  const file = path.join(folder, 'key');
  const planner = new LoginPlanner({ resolveSecret: async () => '', agentSocket: undefined });
  const plan = () => planner.plan(hopWith({ privateKeyPath: file }));
  await expect(plan()).rejects.toThrow('does not exist');
  await writeFile(file, ssh2.utils.generateKeyPairSync('ed25519').private);
  await expect(plan()).rejects.toThrow('does not exist');
  planner.askAgain();
  const [first] = (await plan()).attempts;
  expect(first).toMatchObject({ kind: 'key' });
  planner.askAgain();
  const [again] = (await plan()).attempts;
  expect(again?.kind === 'key' && first?.kind === 'key' && again.key === first.key).toBe(true);
});

it('asks for the passphrase of a key again when it could not be had', async () => {
  const file = path.join(folder, 'key');
  const made = ssh2.utils.generateKeyPairSync('ed25519', { passphrase: 'open', cipher: 'aes256-cbc', rounds: 1 });
  await writeFile(file, made.private);
  let passphrase: string | undefined;
  const resolveSecret = async () => passphrase ?? Promise.reject(new Error('no variable P'));
  const planner = new LoginPlanner({ resolveSecret, agentSocket: undefined });
  const plan = () => planner.plan(hopWith({ privateKeyPath: file, passphraseFrom: { env: 'P' } }));
  await expect(plan()).rejects.toThrow('no variable P');
  passphrase = 'open';
  await expect(plan()).rejects.toThrow('no variable P');
  planner.askAgain();
  expect((await plan()).attempts).toMatchObject([{ kind: 'key' }]);
});

it('asks the agent once, and again when it is told to', async () => {
  const agentSocket = path.join(folder, 'agent');
  const planner = new LoginPlanner({ resolveSecret: async () => 'secret', agentSocket });
  const problems = async () => (await planner.plan(hopWith({ agent: true, passwordFrom: { env: 'P' } }))).problems;
  expect(await problems()).toEqual([expect.stringContaining('does not answer')]);
  await agentAt(agentSocket);
  expect(await problems()).toEqual([expect.stringContaining('does not answer')]);
  planner.askAgain();
  expect(await problems()).toEqual(['the agent holds no keys']);
});
