import { vi } from 'vitest';

/** What is written to the process's standard output and error from now on. Undone by vi.restoreAllMocks. */
export function captureOutput(): { stdout: string; stderr: string } {
  const captured = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((chunk, ...rest: unknown[]) => {
      captured[stream] += String(chunk);
      const written = rest.findLast((argument) => typeof argument === 'function');
      written?.();
      return true;
    });
  }
  return captured;
}
