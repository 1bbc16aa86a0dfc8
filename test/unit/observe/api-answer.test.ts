import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseApiAnswer } from '../../../src/observe/api-answer.ts';
import { type HostProbes, parseProbes, probeScript } from '../../../src/observe/probes.ts';

const VERSION = `{
  "major": "1",
  "minor": "34",
  "gitVersion": "v1.34.2+k3s1",
  "platform": "linux/amd64"
}`;
const FORBIDDEN =
  '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","reason":"Unauthorized","code":401}';

let folder: string;
let tls: { key: Buffer; cert: Buffer };
const open: Server[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'installer-api-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', [...made, '-keyout', key, '-out', cert, '-subj', '/CN=kube-apiserver'], { stdio: 'ignore' });
  tls = { key: readFileSync(key), cert: readFileSync(cert) };
});
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function portOf(server: Server): Promise<number> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Says `body` to whoever asks for /version over TLS. */
function https(status: number, body: string): Promise<number> {
  const server = createHttpsServer(tls, (request, response) => {
    response.writeHead(request.url === '/version' ? status : 404).end(body);
  });
  return portOf(server);
}

function tcp(connected: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    // Whoever asks may go without a word.
    socket.on('error', () => undefined);
    connected(socket);
  });
  return portOf(server);
}

/** @param lacking programs that the host does not have */
async function ask(port: number, lacking: string[] = []): Promise<HostProbes['api']> {
  const question = { targets: [], api: { address: '127.0.0.1', port } };
  const has = `has() { case "$1" in (${[...lacking, 'nothing'].join('|')}) return 1 ;; esac; command -v "$1" >/dev/null 2>&1; }`;
  const script = probeScript(question).replace(/^has\(\).*$/m, has);
  expect(script).toContain(has);
  const sh = spawn('/bin/sh', [], { stdio: ['pipe', 'pipe', 'inherit'] });
  sh.stdin.end(script);
  const said = await text(sh.stdout);
  expect(said).toMatch(/^##end$/m);
  return parseProbes(said, question).api;
}

describe('an API server is known by what it answers', () => {
  const WITHOUT = [[], ['curl']];

  it.each(WITHOUT.map((lacking) => [lacking]))('its version: without %j', async (lacking) => {
    expect(await ask(await https(200, VERSION), lacking)).toEqual({ version: 'v1.34.2+k3s1' });
  });

  it.each(WITHOUT.map((lacking) => [lacking]))('or that it tells strangers nothing: without %j', async (lacking) => {
    expect(await ask(await https(401, FORBIDDEN), lacking)).toEqual({});
  });

  it('is not heard where the host has nothing to ask it with', async () => {
    expect(await ask(await https(200, VERSION), ['curl', 'openssl'])).toBeUndefined();
  });

  it.each<[string, () => Promise<number>]>([
    ['that ends TLS itself, with a page of its own', () => https(503, '<html><h1>503 Service Unavailable</h1></html>')],
    ['that speaks of something else', () => https(200, '{"status":"ok","version":"v1.34.2"}')],
    ['that closes at once', () => tcp((socket) => socket.destroy())],
    ['that is silent', () => tcp(() => undefined)],
    ['that speaks no TLS', () => tcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))],
    ['that does not listen', async () => 1],
  ])(
    'is no balancer without a backend %s',
    async (_, start) => {
      const port = await start();
      for (const lacking of WITHOUT) expect(await ask(port, lacking)).toBeUndefined();
    },
    20_000,
  );

  it.each([
    ['##api:{"gitVersion":"v1.20.2"}', { version: 'v1.20.2' }],
    ['##api:{"gitVersion": "\u001b[2Jv1"}', undefined],
    ['##api:{"kind":"Status"}', undefined],
    ['{"gitVersion":"v1.20.2"}', undefined],
    ['', undefined],
  ])('reads %j', (said, answer) => {
    expect(parseApiAnswer(`motd\n${said}\n##end\n`)).toEqual(answer);
  });
});
