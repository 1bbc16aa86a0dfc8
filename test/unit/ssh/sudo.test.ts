import { describe, expect, it } from 'vitest';
import { endsInPrompt, startProblem } from '../../../src/ssh/sudo.ts';

describe('what sudo says', () => {
  it.each([
    ['sudo: a password is required', 'needs-password'],
    [
      'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper',
      'needs-password',
    ],
    ['sudo: sorry, you must have a tty to run sudo', 'needs-terminal'],
    ['Welcome!\nsudo: sorry, you must have a tty to run sudo', 'needs-terminal'],
    ['ops is not in the sudoers file.  This incident will be reported.', 'not-allowed'],
    ["Sorry, user ops is not allowed to execute '/bin/sh -c x' as root on node-1.", 'not-allowed'],
    ['Sorry, user ops may not run sudo on node-1.', 'not-allowed'],
    ['Sorry, try again.\nsudo: 1 incorrect password attempt', 'wrong-password'],
    ['sudo: no password was provided\nsudo: 1 incorrect password attempt', 'wrong-password'],
    ['bash: line 1: sudo: command not found', 'no-sudo'],
    ['sh: 1: sudo: not found', 'no-sudo'],
    ["env: 'sudo': No such file or directory", 'no-sudo'],
    ['env: ‘sudo’: No such file or directory', 'no-sudo'],
    ['sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set', 'not-root'],
    ['sudo: The "no new privileges" flag is set, which prevents sudo from running as root.', 'not-root'],
    ['sudo: effective uid is not 0, is /usr/bin/sudo on a file system with the nosuid option set?', 'not-root'],
    ['sudo: account validation failure, is your account locked?', 'account'],
    ['sudo: Account or password is expired, reset your password and try again', 'account'],
    ['This account is currently not available.', 'unknown'],
    ['', 'unknown'],
  ])('%j means %s', (output, problem) => {
    expect(startProblem(output)).toBe(problem);
  });

  it.each([
    ['NONCE/password?', true],
    ['We trust you have received the usual lecture.\n\nNONCE/password?', true],
    ['[sudo] password for ops: ', true],
    ['LDAP Password:', true],
    ['NONCE/pass', false],
    ['Your password expires in 3 days: change it\n', false],
    ['One-time code: ', false],
    ['', false],
  ])('%j is a prompt: %s', (noise, expected) => {
    expect(endsInPrompt(noise, 'NONCE/password?')).toBe(expected);
  });
});
