import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FarmSite } from '../support/ssh-farm/farm-site.ts';

let site: FarmSite;
let silent: Server;
const taken: Socket[] = [];
let port: number;

beforeEach(async () => {
  site = await FarmSite.open({ controlPlanes: 1, workers: 1 }, 'w-free');
  silent = createServer((socket) => void taken.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  port = (silent.address() as { port: number }).port;
});

afterEach(async () => {
  for (const socket of taken.splice(0)) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
  await site.close();
});

/** An inventory in which this host takes connections and says nothing. */
function silence(name: string, names: readonly string[]): string {
  const own = site.farm.ports.get(name) ?? 1;
  const more = `ssh: { user: root, passwordFrom: { env: FARM_PASSWORD }, connectTimeout: 60 }`;
  const file = site.want(names);
  site.rewrite((text) => text.replace(`port: ${own} `, `port: ${port} `).replace(/ssh: \{ user: root.*/, more));
  return file;
}

it.each([
  ['the lock is taken', 'apply', 'cp-1', ['cp-1', 'w-1']],
  ['hosts are looked at', 'apply', 'w-free', ['cp-1', 'w-1', 'w-free']],
  ['hosts are looked at', 'plan', 'w-free', ['cp-1', 'w-1', 'w-free']],
  ['hosts are looked at', 'status', 'w-free', ['cp-1', 'w-1', 'w-free']],
  ['hosts are asked', 'facts', 'w-free', ['cp-1', 'w-1', 'w-free']],
  ['a control plane is asked', 'kubeconfig', 'cp-1', ['cp-1', 'w-1']],
])('the time limit holds while %s: %s', async (_, command, name, names) => {
  const begun = performance.now();
  const output = command === 'apply' ? ['-o', 'json', '--yes'] : [];
  const code = await site.installer(command, '-f', silence(name, names), '--timeout', '2', ...output);
  expect(performance.now() - begun).toBeLessThan(20_000);
  expect(code).toBe(13);
  expect(site.output.stderr).toContain(
    `given up after 2 s, the limit given with --timeout: ${name} did not answer yet`,
  );
  if (command !== 'apply') return;
  const events = site.output.stdout.trim().split('\n');
  expect(JSON.parse(events.at(-1) ?? '')).toMatchObject({ type: 'run-finished', ok: false, exitCode: 13 });
});
