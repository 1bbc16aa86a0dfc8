import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parsePki, readPkiScript } from '../../../src/kubeadm/pki-script.ts';
import { deleteTokenScript, parseToken, tokenScript } from '../../../src/kubeadm/token-script.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { SHARED_PKI_FILES } from '../../../src/pki/shared-pki-files.ts';
import { FakeHost } from './bootstrap-host.ts';

const TOKEN = 'abcdef.0123456789abcdef';

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
});
afterEach(() => host.remove());

describe('reading the authorities of a control plane', () => {
  test('brings every shared file back as it was, and nothing else', async () => {
    for (const name of SHARED_PKI_FILES)
      host.put(`kubernetes/pki/${name}`, `-----BEGIN-----\n${name} ÿ\n-----END-----\n`);
    host.put('kubernetes/pki/apiserver.key', 'not shared');
    const { code, stdout } = await host.run(readPkiScript(undefined, host.paths.kubernetes));
    expect(code).toBe(0);
    expect(parsePki(stdout, new Secrets())).toEqual(
      Object.fromEntries(SHARED_PKI_FILES.map((name) => [name, `-----BEGIN-----\n${name} ÿ\n-----END-----\n`])),
    );
  });

  test('brings no private key to a worker, which only needs the certificate', async () => {
    for (const name of SHARED_PKI_FILES) host.put(`kubernetes/pki/${name}`, `content of ${name}`);
    const { stdout } = await host.run(readPkiScript(['ca.crt'], host.paths.kubernetes));
    expect(parsePki(stdout, new Secrets())).toEqual({ 'ca.crt': 'content of ca.crt' });
    expect(stdout).not.toContain('key');
  });

  test('masks the keys from then on, in both forms', async () => {
    host.put(
      'kubernetes/pki/ca.key',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEsecretline\n-----END RSA PRIVATE KEY-----\n',
    );
    const { stdout } = await host.run(readPkiScript(undefined, host.paths.kubernetes));
    const secrets = new Secrets();
    parsePki(stdout, secrets);
    expect(secrets.mask('it says MIIEsecretline')).not.toContain('MIIEsecretline');
    expect(secrets.mask(stdout)).toMatch(/^installer-pki-begin ca\.key\n[•\n]+installer-pki-end\n$/);
  });

  test('a bare host has none', async () => {
    const { code, stdout } = await host.run(readPkiScript(undefined, host.paths.kubernetes));
    expect([code, parsePki(stdout, new Secrets())]).toEqual([0, {}]);
  });

  test('a file that was cut off, or is not one of ours, is not taken', () => {
    const cut = 'noise\ninstaller-pki-begin apiserver.key\nQQ==\ninstaller-pki-end\ninstaller-pki-begin ca.crt\nQUJD\n';
    expect(parsePki(cut, new Secrets())).toEqual({});
  });
});

describe('tokens', () => {
  test('are made with a limited life, and masked', async () => {
    host.kubeadm(`echo "W0101 warning" >&2; echo "$*" >>"$ROOT/args"; echo ${TOKEN}`);
    const { stdout } = await host.run(tokenScript('15m', '/etc/kubernetes'));
    expect(host.text('args')).toBe('--kubeconfig /etc/kubernetes/admin.conf token create --ttl 15m\n');
    const secrets = new Secrets();
    expect(parseToken(stdout, secrets)).toBe(TOKEN);
    expect(secrets.mask(`joined with ${TOKEN}`)).not.toContain(TOKEN);
  });

  test('end early by their public half only', () => {
    expect(deleteTokenScript(TOKEN)).toContain("token delete 'abcdef'");
    expect(deleteTokenScript(TOKEN)).not.toContain('0123456789');
  });

  test('that are none are said to be none', () => {
    expect(() => parseToken('timed out waiting for the condition\n', new Secrets())).toThrow(/printed no token/);
  });
});
