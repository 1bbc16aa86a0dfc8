import { describe, expect, it } from 'vitest';
import type { SshSettings } from '../../../src/model/desired.ts';
import { honourSshConfig, parseSshConfig, type ReadSshConfig } from '../../../src/ssh/ssh-config.ts';

const BUILT_IN =
  'user me\nport 22\nidentityfile ~/.ssh/id_rsa\nidentityfile ~/.ssh/id_ed25519\nstricthostkeychecking ask\nconnecttimeout none\nuserknownhostsfile /home/me/.ssh/known_hosts /home/me/.ssh/known_hosts2\n';

/** What `ssh -G` would say: OpenSSH's defaults, with these lines in place of those of the same keyword. */
function reading(byName: Record<string, string>): ReadSshConfig {
  return async (name, configFile) => {
    const config = new Map(parseSshConfig(`${BUILT_IN}hostname ${name}\n`));
    for (const [key, values] of parseSshConfig(configFile === undefined ? '' : (byName[name] ?? '')))
      config.set(key, values);
    return config;
  };
}

const settings: SshSettings = {
  user: 'root',
  port: 22,
  agent: true,
  sudo: { enabled: false },
  hostKeys: 'strict',
  connectTimeoutMs: 10_000,
  configFile: '/etc/site/ssh_config',
};

function honour(byName: Record<string, string>, change: Partial<SshSettings> = {}) {
  const ssh = { ...settings, ...change };
  return honourSshConfig({ name: 'cp-1', address: '10.0.0.1', ssh }, reading(byName));
}

describe('an ssh_config', () => {
  it('changes nothing where it says nothing', async () => {
    expect(await honour({})).toEqual({ address: '10.0.0.1', ssh: settings });
  });

  it('is not read when none is named', async () => {
    const never: ReadSshConfig = () => Promise.reject(new Error('asked'));
    const { configFile: _none, ...ssh } = settings;
    expect(await honourSshConfig({ name: 'cp-1', address: '10.0.0.1', ssh }, never)).toEqual({
      address: '10.0.0.1',
      ssh,
    });
  });

  it('fills what the inventory leaves at its default', async () => {
    const text =
      'hostname 192.0.2.7\nport 2222\nidentityfile /keys/site\nuserknownhostsfile /keys/known /other\nconnecttimeout 30\nstricthostkeychecking accept-new';
    expect(await honour({ '10.0.0.1': text })).toMatchObject({
      address: '192.0.2.7',
      ssh: {
        user: 'root',
        port: 2222,
        privateKeyPath: '/keys/site',
        knownHostsFile: '/keys/known',
        connectTimeoutMs: 30_000,
        hostKeys: 'accept-new',
      },
    });
  });

  it.each([
    ['port', { port: 2200 }, 'port 2222'],
    ['privateKeyPath', { privateKeyPath: '/mine' }, 'identityfile /keys/site'],
    ['knownHostsFile', { knownHostsFile: '/mine' }, 'userknownhostsfile /keys/known'],
    ['connectTimeoutMs', { connectTimeoutMs: 1234 }, 'connecttimeout 30'],
    ['user', { user: 'ops' }, 'user other'],
  ])('does not touch what the inventory writes: %s', async (_name, change, text) => {
    expect((await honour({ '10.0.0.1': text }, change)).ssh).toEqual({ ...settings, ...change });
  });

  it('goes by what the inventory itself writes when that is known, default or not', async () => {
    const text = 'user other\nport 2222';
    const { ssh } = await honour({ '10.0.0.1': text }, { explicit: ['port', 'configFile'] });
    expect(ssh).toMatchObject({ user: 'other', port: 22 });
  });

  it('brings sudo with a user that is not root, unless the inventory says otherwise', async () => {
    const text = { '10.0.0.1': 'user ops' };
    expect((await honour(text, { explicit: [] })).ssh.sudo.enabled).toBe(true);
    expect((await honour(text, { explicit: ['sudo'] })).ssh.sudo.enabled).toBe(false);
  });

  it('is asked by address first, by inventory name for the rest', async () => {
    const { ssh } = await honour({ '10.0.0.1': 'port 2201', 'cp-1': 'port 2202\nidentityfile /keys/by-name' });
    expect(ssh).toMatchObject({ port: 2201, privateKeyPath: '/keys/by-name' });
  });

  it.each(['no', 'off', 'ask', 'yes'])('never turns host key checking off: StrictHostKeyChecking %s', async (value) => {
    expect((await honour({ '10.0.0.1': `stricthostkeychecking ${value}` })).ssh.hostKeys).toBe('strict');
  });

  it('turns ProxyJump into bastions, in order, each with its own section', async () => {
    const { ssh } = await honour({
      '10.0.0.1': 'proxyjump alice@first:2022,[2001:db8::2]:2023',
      first: 'hostname first.example.org\nidentityfile /keys/first',
      '2001:db8::2': 'user bob\nstricthostkeychecking accept-new',
    });
    expect(ssh.bastion).toEqual({
      address: '2001:db8::2',
      port: 2023,
      user: 'bob',
      agent: true,
      hostKeys: 'accept-new',
      bastion: {
        address: 'first.example.org',
        port: 2022,
        user: 'alice',
        agent: true,
        hostKeys: 'strict',
        privateKeyPath: '/keys/first',
      },
    });
  });

  it("follows a jump host's own ProxyJump", async () => {
    const { ssh } = await honour({ '10.0.0.1': 'proxyjump inner', inner: 'proxyjump outer', outer: 'port 2022' });
    expect(ssh.bastion).toMatchObject({ address: 'inner', bastion: { address: 'outer', port: 2022 } });
  });

  it.each([
    ['a loop of jumps', { '10.0.0.1': 'proxyjump a', a: 'proxyjump b', b: 'proxyjump a' }, /again and again/],
    ['a ProxyCommand', { '10.0.0.1': 'proxycommand nc %h %p' }, /^cp-1: .*ProxyCommand/],
  ])('refuses %s', async (_name, byName: Record<string, string>, message) => {
    await expect(honour(byName)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(message),
      details: { host: 'cp-1' },
    });
  });
});
