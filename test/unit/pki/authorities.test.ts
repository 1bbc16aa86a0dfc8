import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InstallerError } from '../../../src/errors.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { authoritiesMadeBy, authorityKeyBits } from '../../../src/pki/authority-choice.ts';
import { issueClusterAuthorities } from '../../../src/pki/issue-authorities.ts';
import { caCertHash, certificateDaysLeft, certificateExpiry } from '../../../src/pki/read-certificate.ts';
import { type PkiFiles, SHARED_PKI_FILES } from '../../../src/pki/shared-pki-files.ts';
import { validateAuthorities } from '../../../src/pki/validate-authorities.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const secrets = new Secrets();
const folder = mkdtempSync(path.join(tmpdir(), 'authorities-'));
let files: PkiFiles;
let others: PkiFiles;

beforeAll(async () => {
  const request = { clusterName: 'blue', now: NOW, secrets };
  files = await issueClusterAuthorities(request);
  others = await issueClusterAuthorities({ ...request, validityYears: 1, keyBits: 3072 });
  mkdirSync(path.join(folder, 'etcd'));
  for (const name of SHARED_PKI_FILES) writeFileSync(path.join(folder, name), files[name]);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What openssl itself says, asked in `folder`. */
function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

describe.each([
  ['ca.crt', 'ca.key', 'kubernetes'],
  ['front-proxy-ca.crt', 'front-proxy-ca.key', 'front-proxy-ca'],
  ['etcd/ca.crt', 'etcd/ca.key', 'etcd-ca'],
] as const)('%s', (certificate, key, commonName) => {
  test('is the authority that kubeadm would have made', () => {
    const text = openssl('x509', '-in', certificate, '-noout', '-text', '-nameopt', 'RFC2253');
    expect(text).toContain(`Subject: OU=blue,CN=${commonName}\n`);
    expect(text).toContain(`Issuer: OU=blue,CN=${commonName}\n`);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Key Encipherment, Certificate Sign\n/);
    expect(text).toMatch(/Basic Constraints: critical\s+CA:TRUE\n/);
    expect(text).toContain(`DNS:${commonName}`);
    expect(text).toContain('Subject Key Identifier');
    expect(text).toContain('Signature Algorithm: sha256WithRSAEncryption');
    expect(text).toContain('Public-Key: (2048 bit)');
  });

  test('verifies by itself, and its key is its own', () => {
    expect(openssl('verify', '-attime', String(NOW.getTime() / 1000), '-CAfile', certificate, certificate)).toContain(
      'OK',
    );
    expect(new X509Certificate(files[certificate]).checkPrivateKey(createPrivateKey(files[key]))).toBe(true);
    expect(files[key]).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
  });

  test('lives ten years of 365 days, from a little before now', () => {
    const { validFrom, validTo } = new X509Certificate(files[certificate]);
    expect(new Date(validFrom).toISOString()).toBe('2026-03-01T11:55:00.000Z');
    expect(new Date(validTo).toISOString()).toBe('2036-02-27T12:00:00.000Z');
  });
});

test('a certificate signed by the authority is accepted by openssl', () => {
  openssl(
    'req',
    '-new',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'leaf.key',
    '-out',
    'leaf.csr',
    '-subj',
    '/CN=kube-apiserver',
  );
  openssl(
    'x509',
    '-req',
    '-in',
    'leaf.csr',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '30',
    '-out',
    'leaf.crt',
  );
  expect(openssl('verify', '-no_check_time', '-CAfile', 'ca.crt', 'leaf.crt')).toBe('leaf.crt: OK\n');
  expect(() => openssl('verify', '-no_check_time', '-CAfile', 'etcd/ca.crt', 'leaf.crt')).toThrow();
});

test('sa.pub is the public half of sa.key', () => {
  expect(openssl('rsa', '-in', 'sa.key', '-pubout')).toBe(files['sa.pub']);
});

test('every set is new, and keys are as long as asked', () => {
  expect(new X509Certificate(others['ca.crt']).serialNumber).not.toBe(
    new X509Certificate(files['ca.crt']).serialNumber,
  );
  expect(createPrivateKey(others['ca.key']).asymmetricKeyDetails?.modulusLength).toBe(3072);
});

test('private keys are masked from birth, certificates are not', () => {
  for (const name of SHARED_PKI_FILES) {
    const line = files[name].split('\n')[3] ?? '';
    expect(secrets.mask(line) !== line).toBe(name.endsWith('.key'));
  }
});

test('caCertHash is what the kubeadm documentation computes with openssl', () => {
  const der = execFileSync(
    'sh',
    ['-c', 'openssl x509 -pubkey -in ca.crt | openssl rsa -pubin -outform der 2>/dev/null'],
    {
      cwd: folder,
    },
  );
  expect(caCertHash(files['ca.crt'])).toBe(createHash('sha256').update(der).digest('hex'));
});

test('expiry is read in days', () => {
  expect(certificateExpiry(others['ca.crt']).toISOString()).toBe('2027-03-01T12:00:00.000Z');
  expect(certificateDaysLeft(others['ca.crt'], NOW)).toBe(365);
  expect(certificateDaysLeft(others['ca.crt'], new Date('2027-03-02T13:00:00Z'))).toBe(-2);
  expect(() => caCertHash('nonsense')).toThrow(InstallerError);
});

describe('validateAuthorities', () => {
  const validate = (changes: Partial<PkiFiles>, now = NOW) => validateAuthorities({ ...files, ...changes }, now);

  test('finds nothing wrong with a fresh set', () => {
    expect(validate({})).toEqual({ missing: [], problems: [] });
  });

  test('lists what is missing, an empty file included', () => {
    expect(validateAuthorities({}, NOW).missing).toEqual([...SHARED_PKI_FILES]);
    expect(validate({ 'etcd/ca.key': '', 'sa.pub': undefined as never }).missing).toEqual(['sa.pub', 'etcd/ca.key']);
  });

  test('tells keys that belong elsewhere', () => {
    expect(validate({ 'ca.key': others['ca.key'], 'sa.pub': others['sa.pub'] }).problems).toEqual([
      'ca.key is not the key of ca.crt',
      'sa.key is not the key of sa.pub',
    ]);
  });

  test('tells certificates that are over, not yet begun, damaged, or no authority', () => {
    const leaf = execFileSync('openssl', ['x509', '-in', 'leaf.crt'], { cwd: folder, encoding: 'utf8' });
    const leafKey = execFileSync('openssl', ['rsa', '-in', 'leaf.key'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(validate({}, new Date('2036-02-28T00:00:00Z')).problems[0]).toBe(
      'ca.crt expired on Feb 27 12:00:00 2036 GMT',
    );
    expect(validate({}, new Date('2026-02-28T00:00:00Z')).problems[0]).toMatch(/^ca\.crt is not valid before Mar {2}1/);
    expect(validate({ 'ca.crt': 'nonsense' }).problems).toEqual(['ca.crt cannot be read: it is not PEM, or damaged']);
    expect(validate({ 'ca.crt': leaf, 'ca.key': leafKey }, new Date()).problems).toContain(
      'ca.crt is not a certificate authority',
    );
  });

  test('reads elliptic keys too, as kubeadm makes them on request', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sa = {
      'sa.key': privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
      'sa.pub': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    };
    expect(validate(sa).problems).toEqual([]);
  });
});

test.each([
  [undefined, 'installer', 2048],
  ['RSA-2048', 'installer', 2048],
  ['RSA-3072', 'installer', 3072],
  ['RSA-4096', 'installer', 4096],
  ['ECDSA-P256', 'kubeadm', 2048],
  ['ECDSA-P384', 'kubeadm', 2048],
])('authorities of encryptionAlgorithm %s are made by %s', (encryptionAlgorithm, maker, bits) => {
  const spec = { clusterConfiguration: { encryptionAlgorithm } };
  expect([authoritiesMadeBy(spec), authorityKeyBits(spec)]).toEqual([maker, bits]);
});
