import { expect, it, vi } from 'vitest';
import { FAULTS } from '../../lab/fault-commands.ts';
import type { Lab } from '../../lab/lab.ts';

const exec = vi.fn(async () => ({ code: 0, stdout: '', stderr: '' }));
const lab = { name: 'lab', nodes: [], exec } as unknown as Lab;

it('hands the argument of a fault on as what it is', async () => {
  await FAULTS['drop-port']?.(lab, 'cp-1', '6443');
  expect(exec).toHaveBeenCalledWith('cp-1', 'iptables -I INPUT -p tcp --dport 6443 -j DROP');
});

it.each([
  ['drop-port', 'ssh', /wants a port/],
  ['narrow-link', '', /wants kilobits per second/],
  ['fill-disk', 'var', /wants a folder/],
])('refuses %s %s', (kind, argument, message) => {
  expect(() => FAULTS[kind]?.(lab, 'cp-1', argument)).toThrow(message);
});

it('names a node that is not there, and those that are', async () => {
  await expect(FAULTS.freeze?.(lab, 'cp-9', '')).rejects.toThrow(/no node cp-9/);
});
