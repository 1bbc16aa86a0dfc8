import { describe, expect, it } from 'vitest';
import { tellError } from '../../../src/cli/tell-error.ts';
import { InstallerError } from '../../../src/errors.ts';
import { InventoryError } from '../../../src/inventory/inventory-error.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { MemoryStream } from '../../support/memory-stream.ts';

function told(error: unknown, options: Parameters<typeof tellError>[2] = {}): string {
  const stream = new MemoryStream();
  tellError(error, stream as unknown as NodeJS.WriteStream, options);
  return stream.text;
}

describe('tellError', () => {
  it('ends a failure with all a tired person needs', () => {
    const error = new InstallerError('operation-failed', 'kubeadm join failed on cp-2: the endpoint is silent', {
      operation: 'cp-2/join-control-plane',
      host: 'cp-2',
      command: 'kubeadm join',
      exitCode: 1,
      lastLines: ['error execution phase preflight'],
      hint: 'look at the log of kube-vip',
    });
    const text = told(error, { logPath: '/tmp/run.log', nextCommand: 'installer apply -f inventory.yaml' });
    for (const part of [
      'Failed: cp-2/join-control-plane',
      'the endpoint is silent',
      'kubeadm join',
      'exit code',
      '| error execution phase preflight',
      'look at the log of kube-vip',
      '/tmp/run.log',
      'installer apply -f inventory.yaml',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/\n\s+at /);
  });

  it('masks secrets, in what hosts said and in stacks too', () => {
    const secrets = new Secrets();
    secrets.add('hunter22');
    const failed = new InstallerError('operation-failed', 'no hunter22', {
      lastLines: ['sudo: hunter22?'],
      hint: 'hunter22',
    });
    for (const error of [failed, new Error('boom hunter22')]) {
      const text = told(error, { secrets });
      expect(text).toContain('•••');
      expect(text).not.toContain('hunter22');
    }
  });

  it('shows the stack of a fault of our own', () => {
    expect(told(new TypeError('x is not a function'))).toMatch(/x is not a function[\s\S]*\n\s+at .*tell-error\.test/);
  });

  it('tells a mistake of usage in two lines, with no ado', () => {
    const error = new InstallerError('usage', 'the inventory has no host "w-9"', { hint: 'it has: cp-1, w-1' });
    expect(told(error)).toBe('the inventory has no host "w-9"\nit has: cp-1, w-1\n');
  });

  it('lists problems of a file as compilers do', () => {
    const problem = {
      severity: 'error' as const,
      file: 'inventory.yaml',
      line: 8,
      column: 14,
      message: 'no such role',
    };
    const text = told(new InventoryError([problem], ['hosts.yaml', '-', 'my docs']));
    expect(text).toContain('inventory.yaml:8:14');
    expect(text).toContain('no such role');
    expect(text).toContain("installer validate -f hosts.yaml -f - -f 'my docs'");
  });
});
