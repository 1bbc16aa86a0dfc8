import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RECEIVE, RECEIVE_ON_TERMINAL } from '../../../src/ssh/upload-wrapper.ts';
import {
  HOLD_SCRIPT,
  HOLD_SCRIPT_ON_TERMINAL,
  RUN_SCRIPT,
  RUN_SCRIPT_ON_TERMINAL,
  wrapperCommand,
} from '../../../src/ssh/wrapper.ts';

const WRAPPERS = {
  RUN_SCRIPT,
  RUN_SCRIPT_ON_TERMINAL,
  RECEIVE,
  RECEIVE_ON_TERMINAL,
  HOLD_SCRIPT,
  HOLD_SCRIPT_ON_TERMINAL,
};
const SHELLS = ['/bin/dash', '/bin/bash', '/bin/busybox'].filter((shell) => existsSync(shell));

describe('the texts that run on a host', () => {
  it.each(Object.entries(WRAPPERS))(
    '%s survives any login shell: one line, no single quote, no exclamation mark before a word',
    (_name, text) => {
      expect(text).not.toMatch(/['\n]/);
      // csh looks for history even inside single quotes, but not before a blank or =.
      expect(text).not.toMatch(/!(?![ =])/);
    },
  );

  it.each(SHELLS)('are read by %s', (shell) => {
    const args = shell.endsWith('busybox') ? ['sh', '-n', '-c'] : ['-n', '-c'];
    for (const text of Object.values(WRAPPERS)) expect(spawnSync(shell, [...args, text]).stderr.toString()).toBe('');
  });

  it('the terminal form keeps both streams, in shells of every kind', () => {
    const script = 'printf out; printf "%s\\n" "err \\\\n" >&2; exit 9';
    for (const shell of SHELLS) {
      const args = shell.endsWith('busybox') ? ['sh', '-c'] : ['-c'];
      const said = execFileSync(shell, [...args, RUN_SCRIPT_ON_TERMINAL, 'sh', 'N', `${script.length}`], {
        input: script,
      }).toString();
      expect(said).toContain('N:begin\n');
      expect(said).toContain('N:err:err \\n\n');
      expect(said.replace('N:err:err \\n\n', '')).toBe('N:begin\noutN:end:9\n');
    }
  });

  it.each([
    ['none', /^\/bin\/sh -c '/],
    ['sudo', /^env LC_ALL=C sudo -H -n -- \/bin\/sh -c '/],
    ['sudo-with-password', /^env LC_ALL=C sudo -H -S -p 'abc\/password\?' -- \/bin\/sh -c '/],
  ] as const)('are started as wanted: %s', (elevation, expected) => {
    expect(wrapperCommand(RUN_SCRIPT, 'abc', elevation)).toMatch(expected);
    expect(wrapperCommand(RUN_SCRIPT, 'abc', elevation, 12)).toMatch(/ sh abc 12$/);
  });
});
