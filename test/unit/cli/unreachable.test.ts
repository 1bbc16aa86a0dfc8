import { describe, expect, it } from 'vitest';
import { unreachableError } from '../../../src/cli/unreachable.ts';

const silent = (message: string, hint?: string) => ({
  reachable: false as const,
  error: { message, ...(hint && { hint }) },
});

describe('unreachableError', () => {
  it('is none when every host answered', () => {
    expect(unreachableError({ 'cp-1': { reachable: true }, 'w-1': { reachable: true } })).toBeUndefined();
  });

  it('tells of one host with its own cure', () => {
    const error = unreachableError({ 'cp-1': { reachable: true }, 'w-1': silent('no route to host', 'is it up?') });
    expect(error).toMatchObject({ kind: 'unreachable', exitCode: 11, message: 'w-1: no route to host' });
    expect(error?.details).toMatchObject({ host: 'w-1', hint: 'is it up?' });
  });

  it('does not name a host twice', () => {
    expect(unreachableError({ 'w-1': silent('w-1 refuses the key') })?.message).toBe('w-1 refuses the key');
  });

  it('says once what is wrong with many', () => {
    const unset = silent('the environment variable PW is not set', 'set it');
    const names = ['cp-1', 'w-1', 'w-2', 'w-3', 'w-4', 'w-5'];
    const error = unreachableError({
      ...Object.fromEntries(names.map((name) => [name, unset])),
      'w-9': silent('refused'),
    });
    expect(error?.message).toBe(
      '7 hosts cannot be used:\ncp-1, w-1, w-2, w-3, w-4 and 1 more (6 hosts): the environment variable PW is not set\n  set it\nw-9: refused',
    );
  });

  it('tells of several at once, each with its reason and cure', () => {
    const error = unreachableError({ 'cp-1': silent('timed out', 'look at the firewall'), 'w-1': silent('refused') });
    expect(error?.exitCode).toBe(11);
    expect(error?.message).toBe('2 hosts cannot be used:\ncp-1: timed out\n  look at the firewall\nw-1: refused');
  });
});
