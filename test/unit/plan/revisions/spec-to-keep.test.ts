import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KubeadmConfigSpec } from '../../../../src/model/desired.ts';
import { specToKeep } from '../../../../src/plan/revisions/spec-to-keep.ts';

const SECRET = 'v3ry-s3cret';

describe('what is kept of a specification', () => {
  const spec: KubeadmConfigSpec = {
    clusterConfiguration: { apiServer: { extraArgs: { 'token-auth-file': '/etc/t' } } },
    joinConfiguration: { nodeRegistration: { taints: [] } },
    files: [
      { path: '/etc/a', content: 'a' },
      { path: '/etc/b', content: 'b', permissions: '0644', owner: 'root:root', encoding: 'base64' },
    ],
    users: [{ name: 'ops', sudo: 'ALL=(ALL) NOPASSWD:ALL', sshAuthorizedKeys: ['ssh-ed25519 AAAA'] }],
    preKubeadmCommands: ['echo a'],
    mounts: [['a', 'b']],
  };

  test('is all that everybody may read', () => {
    expect(specToKeep(spec, [])).toEqual({ kubeadmConfigSpec: spec, omitted: [] });
  });

  test('is not what only kubeadm init reads', () => {
    expect(
      specToKeep({ ...spec, initConfiguration: { bootstrapTokens: [{ token: SECRET }] } }, []).kubeadmConfigSpec,
    ).toEqual(spec);
  });

  test.each<[string, KubeadmConfigSpec, string[]]>([
    [
      'a file for few',
      { files: [{ path: '/etc/s', content: SECRET, permissions: '0640' }] },
      ['files[/etc/s].content'],
    ],
    ['a file for one', { files: [{ path: '/etc/s', content: SECRET, permissions: '600' }] }, ['files[/etc/s].content']],
    [
      'odd permissions',
      { files: [{ path: '/etc/s', content: SECRET, permissions: 'u=rw' }] },
      ['files[/etc/s].content'],
    ],
    ['a hash', { users: [{ name: 'ops', passwd: SECRET }] }, ['users[ops].passwd']],
    [
      'a token',
      { joinConfiguration: { discovery: { bootstrapToken: { token: SECRET, apiServerEndpoint: 'a:1' } } } },
      ['joinConfiguration.discovery.bootstrapToken.token'],
    ],
    [
      'a key',
      { joinConfiguration: { controlPlane: { certificateKey: SECRET } } },
      ['joinConfiguration.controlPlane.certificateKey'],
    ],
    ['a key in a list', { other: [{ password: SECRET }] }, ['other[0].password']],
    // The reference stays.
    [
      'what a Secret holds',
      {
        files: [{ path: '/etc/s', content: SECRET, contentFrom: { secret: { name: 'n', key: 'k' } } }],
        users: [{ name: 'ops', passwd: SECRET, passwdFrom: { secret: { name: 'n', key: 'k' } } }],
      },
      [],
    ],
  ])('is not %s, which is named', (_, secret, omitted) => {
    const kept = specToKeep({ ...spec, ...secret }, []);
    expect(JSON.stringify(kept)).not.toContain(SECRET);
    expect(kept.omitted).toEqual(omitted);
    expect(kept.kubeadmConfigSpec.preKubeadmCommands).toEqual(['echo a']);
  });

  test('is not what is known to be secret, wherever it was copied to', () => {
    const known = [`${SECRET}\n`, 'abc'];
    const copies: KubeadmConfigSpec = {
      preKubeadmCommands: ['echo a', `curl -u ops:${SECRET} https://a`, 'echo abc'],
      files: [
        { path: '/etc/plain', content: `x=${SECRET}` },
        { path: '/etc/coded', content: Buffer.from(`x=${SECRET}`).toString('base64'), encoding: 'base64' },
        { path: '/etc/a', content: 'abc' },
      ],
      clusterConfiguration: { apiServer: { extraEnvs: [{ name: 'HTTPS_PROXY', value: `http://u:${SECRET}@p` }] } },
    };
    const { kubeadmConfigSpec, omitted } = specToKeep(copies, known);
    expect(kubeadmConfigSpec).toEqual({
      preKubeadmCommands: ['echo a', 'echo abc'],
      files: [{ path: '/etc/plain' }, { path: '/etc/coded', encoding: 'base64' }, { path: '/etc/a', content: 'abc' }],
      clusterConfiguration: { apiServer: { extraEnvs: [{ name: 'HTTPS_PROXY' }] } },
    });
    expect([...omitted].sort()).toEqual([
      'clusterConfiguration.apiServer.extraEnvs[0].value',
      'files[/etc/coded].content',
      'files[/etc/plain].content',
      'preKubeadmCommands[1]',
    ]);
  });

  test('says where a Secret is', () => {
    const contentFrom = { secret: { name: 'n', key: 'k' } };
    const { kubeadmConfigSpec } = specToKeep({ files: [{ path: '/etc/s', content: SECRET, contentFrom }] }, []);
    expect(kubeadmConfigSpec).toEqual({ files: [{ path: '/etc/s', contentFrom }] });
  });

  test('is never more than an object of the cluster may hold: what is largest goes first', () => {
    const file = (path: string, length: number) => ({ path, content: 'ä'.repeat(length) });
    const files = [file('/small', 1000), file('/large', 45_000), file('/larger', 46_000)];
    const { kubeadmConfigSpec, omitted } = specToKeep({ files }, []);
    expect(omitted).toEqual(['files[/larger].content']);
    expect(kubeadmConfigSpec.files?.map(({ content }) => content?.length)).toEqual([1000, 45_000, undefined]);
    const commands = specToKeep({ files, preKubeadmCommands: ['x'.repeat(200_000)] }, []);
    expect(commands).toMatchObject({ kubeadmConfigSpec: {}, omitted: expect.arrayContaining(['preKubeadmCommands']) });
  });

  test('is never a secret, wherever it stands', () => {
    const field = fc.constantFrom('token', 'tlsBootstrapToken', 'certificateKey', 'password');
    const place = fc.array(fc.constantFrom('discovery', 'controlPlane', '0', 'nodeRegistration'), { maxLength: 4 });
    fc.assert(
      fc.property(field, place, fc.boolean(), (name, path, inList) => {
        const secret = inList ? [{ [name]: SECRET }] : { [name]: SECRET };
        const joinConfiguration = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), secret);
        const kept = specToKeep({ joinConfiguration } as KubeadmConfigSpec, []);
        expect(JSON.stringify(kept)).not.toContain(SECRET);
        expect(kept.omitted).toHaveLength(1);
      }),
    );
  });
});
