import { vi } from 'vitest';

/** What is written to the process's standard output and error from now on. Undone by vi.restoreAllMocks. */
export function captureOutput(): { stdout: string; stderr: string } {
  const captured = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((chunk) => {
      captured[stream] += String(chunk);
      return true;
    });
  }
  return captured;
}
