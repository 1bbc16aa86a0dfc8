import { describe, expect, it } from 'vitest';
import { atHand } from '../../../src/cli/at-hand.ts';
import { desiredHost } from '../../support/desired.ts';

const { ssh: plain } = desiredHost('w-1', 'worker', 21);
const recorded = desiredHost('w-1', 'worker', 21, {
  ssh: {
    ...plain,
    user: 'old',
    privateKeyPath: '/home/ada/key',
    knownHostsFile: '/etc/known',
    passwordFrom: { env: 'PASSWORD' },
    sudo: { enabled: true, passwordFrom: { file: '/home/ada/sudo' } },
  },
});
const ours = { ...plain, privateKeyPath: '/home/bob/key', sudo: { enabled: true, passwordFrom: { env: 'SUDO' } } };
const lies =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

describe('a host that only its record names', () => {
  it('is reached with the keys and secrets of the inventory where those of its record are not here', () => {
    const { ssh } = atHand(recorded, ours, lies('/etc/known', '/home/bob/key'));
    expect(ssh).toMatchObject({
      user: 'old',
      privateKeyPath: '/home/bob/key',
      knownHostsFile: '/etc/known',
      passwordFrom: { env: 'PASSWORD' },
      sudo: { enabled: true, passwordFrom: { env: 'SUDO' } },
    });
  });

  it('is reached as its record says where all of it is here', () => {
    expect(atHand(recorded, ours, () => true)).toEqual(recorded);
  });
});
