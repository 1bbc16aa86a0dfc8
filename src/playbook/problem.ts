import { InstallerError } from '../errors.ts';

/** One thing wrong with a playbook. Lines and columns count from 1. */
export interface Problem {
  file: string;
  line: number;
  col: number;
  severity: 'error' | 'warning';
  message: string;
}

/** `40-kube-vip.yaml:8:14: error: …` */
export function describeProblem({ file, line, col, severity, message }: Problem): string {
  return `${file}:${line}:${col}: ${severity}: ${message}`;
}

/** All errors as one failure. */
export function playbookError(problems: readonly Problem[]): InstallerError {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const text = errors.map(({ file, line, col, message }) => `${file}:${line}:${col}: ${message}`).join('\n');
  return new InstallerError('inventory-invalid', text, {
    hint: 'Check playbooks with: installer playbooks lint PATH',
  });
}
