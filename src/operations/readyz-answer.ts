const FAILED = /\[-\]([\w/.-]+) failed/g;

/**
 * What an API server that is not ready is still waiting for, in one clause. kubectl tells the whole list of its checks in
 * one line, those that passed among them.
 */
export function readyzAnswer({ stderr, code }: { stderr: string; code: number | undefined }): string {
  const failed = [...stderr.matchAll(FAILED)].map(([, check]) => check);
  if (failed.length > 0) return `its API server is not ready: ${failed.join(', ')}`;
  return stderr.trim().split('\n').at(-1) || `exit code ${code}`;
}
