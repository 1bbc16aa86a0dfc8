import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BastionSettings, DesiredHost, SecretSource, SshSettings } from '../../../src/model/desired.ts';
import { distrustedSettings } from '../../../src/plan/distrusted-settings.ts';
import { trustedHost } from '../../../src/plan/trusted-host.ts';
import { desiredHost } from '../../support/desired.ts';

const { ssh: PLAIN } = desiredHost('w-9', 'worker', 29);
const hostWith = (ssh: Partial<SshSettings>, name = 'w-9') =>
  desiredHost(name, 'worker', 29, { ssh: { ...PLAIN, ...ssh } });
const sudoFrom = (passwordFrom: SecretSource): Partial<SshSettings> => ({ sudo: { enabled: true, passwordFrom } });
const bastion = (more: Partial<BastionSettings> = {}): BastionSettings => ({
  address: '10.0.0.1',
  port: 22,
  user: 'ops',
  agent: false,
  hostKeys: 'strict',
  ...more,
});

const KEY = 'ssh-ed25519 AAAA';
const OURS = [
  hostWith(
    { privateKeyPath: '/home/ops/key', passphraseFrom: { env: 'PASSPHRASE' }, knownHostsFile: '/site/known' },
    'a',
  ),
  hostWith({ user: 'root', passwordFrom: { env: 'PASSWORD' }, ...sudoFrom({ file: '/site/sudo' }) }, 'b'),
  hostWith({ bastion: bastion({ passwordFrom: { prompt: true }, hostKey: KEY }), configFile: '/site/config' }, 'c'),
];

/** What is used of a record with these settings, and the fields that are not. */
function used(recorded: Partial<SshSettings>, inventory: readonly DesiredHost[] = OURS) {
  const { host, distrusted } = trustedHost(inventory)(hostWith(recorded));
  return { ssh: host.ssh, fields: distrusted.map(({ field }) => field) };
}

describe('what a record says of the operator`s machine', () => {
  it.each<[string, Partial<SshSettings>]>([
    ['a key', { privateKeyPath: '/home/ops/key' }],
    ['a passphrase', { passphraseFrom: { env: 'PASSPHRASE' } }],
    ['a password', { passwordFrom: { env: 'PASSWORD' } }],
    ['the password of a bastion', { passwordFrom: { prompt: true } }],
    ['a password for sudo', sudoFrom({ file: '/site/sudo' })],
    ['a file of known hosts', { knownHostsFile: '/site/known' }],
    ['an ssh_config', { configFile: '/site/config' }],
    ['a bastion with a password', { bastion: bastion({ passwordFrom: { prompt: true }, hostKey: KEY }) }],
  ])('counts where the inventory says the same of some host: %s', (_, recorded) => {
    const { ssh, fields } = used(recorded);
    expect(fields).toEqual([]);
    expect(ssh).toMatchObject(recorded);
  });

  it.each<[string, Partial<SshSettings>, string]>([
    ['a key', { privateKeyPath: '/root/.ssh/id' }, 'privateKeyPath'],
    ['a passphrase', { passphraseFrom: { env: 'AWS_SECRET' } }, 'passphraseFrom'],
    ['a password in a file', { passwordFrom: { file: '/home/ops/.ssh/id' } }, 'passwordFrom'],
    ['a password in a variable', { passwordFrom: { env: 'AWS_SECRET' } }, 'passwordFrom'],
    ['a password for sudo', sudoFrom({ env: 'AWS_SECRET' }), 'sudo.passwordFrom'],
    ['the login password as the one for sudo', sudoFrom({ env: 'PASSWORD' }), 'sudo.passwordFrom'],
    ['a file of known hosts', { knownHostsFile: '/tmp/known' }, 'knownHostsFile'],
    ['an ssh_config', { configFile: '/tmp/config' }, 'configFile'],
    ['the agent', { agent: true }, 'agent'],
    [
      'the password of a bastion',
      { bastion: bastion({ passwordFrom: { env: 'AWS_SECRET' } }) },
      'bastion.passwordFrom',
    ],
    [
      'the password of a bastion before a bastion',
      { bastion: bastion({ bastion: bastion({ passwordFrom: { env: 'AWS_SECRET' } }) }) },
      'bastion.bastion.passwordFrom',
    ],
  ])('does not count where the inventory says it nowhere: %s', (_, recorded, field) => {
    const { ssh, fields } = used(recorded);
    expect(fields).toEqual([field]);
    expect(JSON.stringify(ssh)).not.toMatch(/AWS_SECRET|\/tmp|\/\.ssh|"agent":true/);
  });

  it('gives way to what the inventory says of a host with the same user', () => {
    const { ssh } = used({ user: 'root', privateKeyPath: '/x', passwordFrom: { env: 'X' }, ...sudoFrom({ env: 'X' }) });
    expect(ssh.privateKeyPath).toBeUndefined();
    expect(ssh).toMatchObject({ passwordFrom: { env: 'PASSWORD' }, sudo: { passwordFrom: { file: '/site/sudo' } } });
  });

  it('is the inventory`s own object where it counts, so that a prompt is known again', () => {
    expect(used({ passwordFrom: { prompt: true } }).ssh.passwordFrom).toBe(OURS[2]?.ssh.bastion?.passwordFrom);
  });

  it('leaves a way to log in: that of the inventory', () => {
    expect(used({ agent: true }).ssh).toMatchObject({
      agent: false,
      privateKeyPath: '/home/ops/key',
      passphraseFrom: { env: 'PASSPHRASE' },
    });
    expect(used({ agent: true }, [hostWith({ agent: true })])).toMatchObject({ ssh: { agent: true }, fields: [] });
  });

  it('never names a source that the inventory does not, whatever is recorded', () => {
    const source = fc.oneof(
      fc.constantFrom<SecretSource>(
        { env: 'PASSWORD' },
        { env: 'PASSPHRASE' },
        { prompt: true },
        { file: '/site/sudo' },
      ),
      fc.string().map((env): SecretSource => ({ env })),
      fc.string().map((file): SecretSource => ({ file })),
    );
    const login = fc.record(
      {
        privateKeyPath: fc.constantFrom('/home/ops/key', '/x'),
        passphraseFrom: source,
        passwordFrom: source,
        agent: fc.boolean(),
        hostKeys: fc.constantFrom('strict' as const, 'accept-new' as const),
        hostKey: fc.constantFrom(KEY, 'ssh-ed25519 EVIL'),
        knownHostsFile: fc.constantFrom('/site/known', '/x'),
      },
      { requiredKeys: ['agent', 'hostKeys'] },
    );
    const { chain } = fc.letrec<{ chain: BastionSettings }>((tie) => ({
      chain: fc
        .tuple(login, fc.option(tie('chain'), { nil: undefined, maxDepth: 2 }))
        .map(([own, before]) => bastion({ ...own, ...(before && { bastion: before }) })),
    }));
    const recorded = fc.tuple(
      login,
      source,
      fc.option(chain, { nil: undefined }),
      fc.constantFrom('/site/config', '/x'),
    );
    const named = (host: Pick<DesiredHost, 'ssh'>) =>
      new Set(JSON.stringify(host.ssh).match(/\{"(env|file|prompt)":("(\\.|[^"])*"|true)\}|"\/(\\.|[^"])*"/g));
    const ours = new Set(OURS.flatMap((host) => [...named(host)]));
    fc.assert(
      fc.property(recorded, ([own, sudo, before, configFile]) => {
        const { ssh } = used({ ...own, ...sudoFrom(sudo), configFile, ...(before && { bastion: before }) });
        expect([...named({ ssh })].filter((source) => !ours.has(source))).toEqual([]);
        for (let hop: SshSettings | BastionSettings | undefined = ssh; hop; hop = hop.bastion) {
          expect(hop.hostKeys).toBe('strict');
          if (hop.passwordFrom) expect([undefined, KEY]).toContain(hop.hostKey);
        }
      }),
    );
  });
});

describe('the host key of a host that only a record names', () => {
  it('is checked strictly, whatever the record, the inventory or an ssh_config says', () => {
    const lax = [hostWith({ hostKeys: 'accept-new', configFile: '/site/config' })];
    const { ssh } = used({ hostKeys: 'accept-new', configFile: '/site/config', explicit: ['port'] }, lax);
    expect(ssh).toMatchObject({ hostKeys: 'strict', explicit: ['port', 'hostKeys'] });
    expect(used({}).ssh.explicit).toEqual(['user', 'hostKeys']);
  });

  it('counts as the record pins it where nothing secret is sent, else only where the inventory pins it too', () => {
    const pinned = { hostKey: 'ssh-ed25519 EVIL' };
    expect(used({ ...pinned, privateKeyPath: '/home/ops/key' })).toMatchObject({ ssh: pinned, fields: [] });
    for (const sends of [{ passwordFrom: { env: 'PASSWORD' } }, sudoFrom({ file: '/site/sudo' })]) {
      const { ssh, fields } = used({ ...pinned, ...sends });
      expect(fields).toEqual(['hostKey']);
      expect(ssh.hostKey).toBeUndefined();
      expect(used({ hostKey: KEY, ...sends })).toMatchObject({ ssh: { hostKey: KEY }, fields: [] });
    }
  });
});

describe('the finding', () => {
  const existing = (recorded: Partial<SshSettings>) => [{ name: 'w-9', host: hostWith(recorded) }];

  it('names the fields, what is used instead, and what to write', () => {
    const [finding, ...more] = distrustedSettings(
      OURS,
      existing({ privateKeyPath: '/x', passwordFrom: { env: 'AWS_SECRET' }, hostKey: 'ssh-ed25519 EVIL' }),
    );
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ host: 'w-9', check: 'record-not-trusted', severity: 'warn' });
    expect(finding?.message).toContain('privateKeyPath "/x" is not used, but "/home/ops/key" is');
    expect(finding?.message).toContain('passwordFrom {"env":"AWS_SECRET"} is not used');
    expect(finding?.cure).toContain('(role: spare), with ssh.privateKeyPath, ssh.passwordFrom;');
    expect(finding?.cure).toContain('kubectl get machines.installer.dev w-9 -o yaml');
  });

  it('is none for a host of the inventory, and none where the inventory says the same', () => {
    expect(distrustedSettings([hostWith({})], existing({ privateKeyPath: '/x' }))).toEqual([]);
    expect(distrustedSettings(OURS, existing({ privateKeyPath: '/home/ops/key' }))).toEqual([]);
  });
});
