import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint, type HostKey, parsePublicKey } from '../../../src/ssh/host-key.ts';
import { judgeHostKey, KnownHosts, knownKeyTypes, rememberHostKey } from '../../../src/ssh/known-hosts.ts';
import { knownHostsName, namesHost, parseKnownHosts } from '../../../src/ssh/known-hosts-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'installer-known-'));

function newKey(type: string): HostKey {
  const file = join(folder, `key-${type}-${Math.floor(performance.now() * 1000)}`);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file]);
  const key = parsePublicKey(readFileSync(`${file}.pub`, 'utf8'));
  if (key === undefined) throw new Error('ssh-keygen made no key');
  return key;
}

const ours = newKey('ed25519');
const another = newKey('ed25519');
const ecdsa = newKey('ecdsa');
const text = (key: HostKey): string => `${key.type} ${key.blob.toString('base64')}`;
const judge = (lines: string[], address: string, port = 22, key = ours) =>
  judgeHostKey(parseKnownHosts(lines.join('\n'), 'known_hosts'), address, port, key);

describe('the patterns of a known_hosts line', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.10', false],
    ['node,10.0.0.1', '10.0.0.1', true],
    ['10.0.0.*', '10.0.0.17', true],
    ['10.0.0.?', '10.0.0.17', false],
    ['*', 'anything', true],
    ['*.example.org,!bad.example.org', 'good.example.org', true],
    ['*.example.org,!bad.example.org', 'bad.example.org', false],
    ['!bad.example.org,*.example.org', 'bad.example.org', false],
    ['!other', 'node', false],
    ['NODE.Example.org', 'node.example.org', true],
    ['[10.0.0.1]:2222', '[10.0.0.1]:2222', true],
    ['10.0.0.1', '[10.0.0.1]:2222', false],
    ['[10.0.0.*]:*', '[10.0.0.9]:2022', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b', false],
  ])('%s speaks of %s: %s', (hosts, name, expected) => {
    expect(namesHost(hosts, name)).toBe(expected);
    // OpenSSH agrees.
    const file = join(folder, 'pattern');
    writeFileSync(file, `${hosts} ${text(ours)}\n`);
    const agrees = (() => {
      try {
        return execFileSync('ssh-keygen', ['-F', name, '-f', file], { stdio: 'pipe' }).length > 0;
      } catch {
        return false;
      }
    })();
    expect(agrees).toBe(expected);
  });

  it('is fast whatever the pattern', () => {
    const started = performance.now();
    expect(namesHost(`${'*a'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('finds a name that ssh-keygen -H has hashed, and no other', () => {
    const file = join(folder, 'hashed');
    const names = ['10.0.0.1', '[10.0.0.1]:2222', 'node.example.org'];
    writeFileSync(file, names.map((name) => `${name} ${text(ours)}\n`).join(''));
    execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'pipe' });
    const entries = parseKnownHosts(readFileSync(file, 'utf8'), file);
    for (const name of [...names, '10.0.0.2', '[10.0.0.1]:22']) {
      expect(entries.filter((entry) => namesHost(entry.hosts, name))).toHaveLength(names.includes(name) ? 1 : 0);
    }
  });
});

describe('parsing', () => {
  it('passes over what is no entry, and counts its lines', () => {
    const lines = ['', '# comment', 'torn', 'node ssh-ed25519 AAAA', `node ssh-rsa ${ours.blob.toString('base64')}`];
    const entries = parseKnownHosts(
      [...lines, `  node ${text(ours)} comment`, `@odd node ${text(ours)}`].join('\n'),
      'f',
    );
    expect(entries.map(({ line, hosts, type }) => ({ line, hosts, type }))).toEqual([
      { line: 6, hosts: 'node', type: 'ssh-ed25519' },
    ]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (garbage) => Array.isArray(parseKnownHosts(garbage, 'f'))));
  });
});

describe('judging a key', () => {
  it.each([
    ['listed', [`10.0.0.1 ${text(ours)}`], 'match'],
    ['listed second', [`10.0.0.1 ${text(another)}`, `10.0.0.1 ${text(ours)}`], 'match'],
    ['another of its type', [`10.0.0.1 ${text(another)}`], 'changed'],
    ['another type only', [`10.0.0.1 ${text(ecdsa)}`], 'changed'],
    ['for another host', [`10.0.0.2 ${text(ours)}`], 'unknown'],
    ['for another port', [`[10.0.0.1]:2222 ${text(ours)}`], 'unknown'],
    ['nothing', [], 'unknown'],
    ['a certificate authority with this very key', [`@cert-authority * ${text(ours)}`], 'unknown'],
    ['revoked', [`@revoked * ${text(ours)}`], 'revoked'],
    ['listed and revoked', [`10.0.0.1 ${text(ours)}`, `@revoked 10.0.0.* ${text(ours)}`], 'revoked'],
    ['another one revoked', [`@revoked * ${text(another)}`, `10.0.0.1 ${text(ours)}`], 'match'],
  ])('%s', (_name, lines, kind) => {
    expect(judge(lines, '10.0.0.1').kind).toBe(kind);
  });

  it('says on which line', () => {
    const verdict = judge(['# first', `10.0.0.1 ${text(another)}`], '10.0.0.1');
    expect(verdict).toMatchObject({ kind: 'changed', entries: [{ file: 'known_hosts', line: 2 }] });
  });

  it('tells the types that are known, which are to be asked for first', () => {
    const lines = [`[node]:2222 ${text(ecdsa)}`, `node ${text(ours)}`, `@revoked [node]:2222 ${text(ours)}`];
    const entries = parseKnownHosts(lines.join('\n'), 'f');
    expect(knownKeyTypes(entries, 'node', 2222)).toEqual(['ecdsa-sha2-nistp256']);
    expect(knownKeyTypes(entries, 'NODE', 22)).toEqual(['ssh-ed25519']);
  });
});

describe('remembering a key', () => {
  it.each([
    ['10.0.0.7', 22],
    ['10.0.0.7', 2222],
    ['fe80::7', 22],
    ['fe80::7', 2222],
    ['Node.Example.org', 22],
  ])('writes what ssh-keygen -F finds: %s port %i', (address, port) => {
    const file = join(folder, `remember-${port}-${address.replaceAll(/\W/g, '')}`);
    rememberHostKey(file, address, port, ours);
    const found = execFileSync('ssh-keygen', ['-F', knownHostsName(address, port), '-f', file]).toString();
    expect(found).toContain(text(ours));
    expect(judgeHostKey(new KnownHosts().read([file]), address, port, ours).kind).toBe('match');
  });

  it('is seen by readers that have read the file before', () => {
    const file = join(folder, 'cached');
    const knownHosts = new KnownHosts();
    expect(knownHosts.read([file, join(folder, 'absent')])).toEqual([]);
    rememberHostKey(file, 'node', 22, ours);
    expect(knownHosts.read([file])).toHaveLength(1);
    rememberHostKey(file, 'node', 22, ecdsa);
    expect(knownHosts.read([file])).toHaveLength(2);
  });
});

describe('a host key', () => {
  it('has the fingerprint that ssh-keygen prints', () => {
    const file = join(folder, 'fp.pub');
    writeFileSync(file, `${text(ours)} comment\n`);
    expect(execFileSync('ssh-keygen', ['-lf', file]).toString()).toContain(` ${fingerprint(ours.blob)} `);
  });

  it.each(['', 'ssh-ed25519', 'ssh-ed25519 AAAA', `ssh-rsa ${ours.blob.toString('base64')}`])(
    'is not read from %j',
    (bad) => {
      expect(parsePublicKey(bad)).toBeUndefined();
    },
  );
});
