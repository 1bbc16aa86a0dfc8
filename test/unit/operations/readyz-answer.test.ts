import { describe, expect, it } from 'vitest';
import { readyzAnswer } from '../../../src/operations/readyz-answer.ts';

const STARTING = `Error from server (InternalError): an error on the server ("[+]ping ok\\n[+]etcd ok\\n[-]informer-sync failed: reason withheld\\n[-]poststarthook/rbac/bootstrap-roles failed: reason withheld\\n[+]shutdown ok\\nreadyz check failed") has prevented the request from succeeding\n`;

describe('what an API server says that is not ready', () => {
  it('is told by the checks that failed, and nothing else', () => {
    expect(readyzAnswer({ stderr: STARTING, code: 1 })).toBe(
      'its API server is not ready: informer-sync, poststarthook/rbac/bootstrap-roles',
    );
  });

  it('is the last line of what kubectl said where no check is named', () => {
    const stderr = 'W1123 warning\nThe connection to the server 10.77.0.11:6443 was refused\n';
    expect(readyzAnswer({ stderr, code: 1 })).toBe('The connection to the server 10.77.0.11:6443 was refused');
  });

  it('is the exit code where nothing was said', () => {
    expect(readyzAnswer({ stderr: '', code: 137 })).toBe('exit code 137');
  });
});
