import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { overheardHost } from '../../../src/cli/overheard-host.ts';
import { runOperations } from '../../../src/engine/run-operations.ts';
import type { UntimedEvent } from '../../../src/model/event.ts';
import { readScript, type ScriptOptions } from '../../../src/model/host-handle.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { applySteps } from '../../../src/operations/steps-on-host.ts';
import { createEmitter } from '../../../src/report/emitter.ts';
import { openDebugLog } from '../../../src/state/debug-log.ts';
import { FakeHost } from '../../support/fake-host.ts';

/** What is told of one script on a host that says two lines, and what its caller gets to hear. */
async function heard(options: ScriptOptions = {}) {
  const events: UntimedEvent[] = [];
  const answer = { stdout: 'out', stderr: 'err' };
  const host = overheardHost(new FakeHost('w-1', [{ match: /./, answer }]), (event) => events.push(event));
  const result = await host.run('true', options);
  return { events, result };
}

describe('overheardHost', () => {
  it('tells every line of a changing script, and hands it to the caller too', async () => {
    const lines: string[] = [];
    const { events, result } = await heard({ onLine: (line, stream) => lines.push(`${stream} ${line}`) });
    expect(events).toEqual([
      { type: 'host-output', host: 'w-1', stream: 'stdout', line: 'out' },
      { type: 'host-output', host: 'w-1', stream: 'stderr', line: 'err' },
    ]);
    expect(lines).toEqual(['stdout out', 'stderr err']);
    expect(result).toMatchObject({ code: 0, stdout: 'out' });
  });

  it.each<[string, ScriptOptions, string[]]>([
    ['a secret on stdout is not told', { secretOutput: true }, ['err']],
    ['what the caller takes for itself is not told', { onLine: (line) => line === 'out' }, ['err']],
  ])('%s', async (_, options, expected) => {
    const { events } = await heard(options);
    expect(events.map((event) => event.type === 'host-output' && event.line)).toEqual(expected);
  });

  it('does not tell of looks', async () => {
    const events: UntimedEvent[] = [];
    const host = overheardHost(new FakeHost('w-1', [{ match: /./, answer: { stdout: 'facts' } }]), (event) =>
      events.push(event),
    );
    await host.read(readScript('cat /etc/os-release'));
    expect(events).toEqual([]);
  });

  it('names the operation that made the host speak, also where several work on one host at once', async () => {
    const events: UntimedEvent[] = [];
    const speak = (script: string) => ({ stdout: `did ${script}` });
    const cp1 = overheardHost(new FakeHost('cp-1', [{ match: /./, answer: speak }]), (event) => events.push(event));
    const node = (id: string) => ({
      id,
      title: id,
      needs: [],
      run: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        await cp1.run(id);
        return { changed: true };
      },
    });
    await runOperations([node('w-1/join-worker'), node('w-2/join-worker')], { concurrency: 2, emit: () => {} });
    await cp1.run('nothing');
    expect(events).toMatchObject([
      { operation: 'w-1/join-worker', line: 'did w-1/join-worker' },
      { operation: 'w-2/join-worker', line: 'did w-2/join-worker' },
      { line: 'did nothing' },
    ]);
    expect(events[2]).not.toHaveProperty('operation');
  });

  it('does not tell the words between the steps of a playbook and us', async () => {
    const events: UntimedEvent[] = [];
    // The script names the nonce with which it reports; the host repeats it as a real one does.
    const answer = (script: string) => {
      const [, nonce = ''] = /^N='?([^'\n]+)'?$/m.exec(script) ?? [];
      return { stdout: `${nonce} n waiting\nhello` };
    };
    const host = overheardHost(new FakeHost('w-1', [{ match: /./, answer }]), (event) => events.push(event));
    const notes: string[] = [];
    const context = {
      signal: new AbortController().signal,
      progress: (note: string) => notes.push(note),
      step: () => {},
    };
    await applySteps(host, [], context);
    expect(notes).toEqual(['waiting', 'hello']);
    expect(events.map((event) => event.type === 'host-output' && event.line)).toEqual(['hello']);
  });

  it('lets no secret that a host says reach the log, wherever it stands', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'overheard-'));
    const secrets = new Secrets();
    const key = secrets.add('-----BEGIN KEY-----\nc2VjcmV0LWtleS1saW5l\n-----END KEY-----');
    const token = secrets.add('abcdef.0123456789abcdef');
    const env = { INSTALLER_STATE_DIR: folder };
    const log = openDebugLog({ cluster: 'b', command: 'apply', argv: [], secrets, env });
    const emit = createEmitter({ reporters: [log.reporter], secrets });
    const stderr = `x${token}y\n${'z'.repeat(3_990)}${token}\nsaid`;
    const host = overheardHost(new FakeHost('w-1', [{ match: /./, answer: { stdout: `${key}\n`, stderr } }]), emit);
    await host.run('cat the secrets', { onLine: (message) => emit({ type: 'note', message }) });
    log.close();
    const text = readFileSync(log.path, 'utf8');
    rmSync(folder, { recursive: true });
    expect(text).toContain('"line":"said"');
    expect(text).toContain('"line":"x••••••y"');
    // Masked before it is cut: half a secret is one too.
    for (const secret of [token, 'abcdef.', 'c2VjcmV0']) expect(text).not.toContain(secret);
  });
});
