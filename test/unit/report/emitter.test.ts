import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/model/event.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { createEmitter } from '../../../src/report/emitter.ts';
import type { Reporter } from '../../../src/report/reporter.ts';

function collector(): Reporter & { events: RunEvent[] } {
  const events: RunEvent[] = [];
  return { events, handle: (event) => void events.push(event), finish: async () => {} };
}

describe('createEmitter', () => {
  it('stamps the time', () => {
    const sink = collector();
    createEmitter({ reporters: [sink], secrets: new Secrets(), now: () => 0 })({ type: 'note', message: 'hello' });
    expect(sink.events).toEqual([{ at: '1970-01-01T00:00:00.000Z', type: 'note', message: 'hello' }]);
  });

  it('masks secrets at any depth, for every reporter, also those learned later and those with quotes in them', () => {
    const secrets = new Secrets();
    const sinks = [collector(), collector()];
    const emit = createEmitter({ reporters: sinks, secrets });
    secrets.add('p4ss"w\\ord');
    emit({ type: 'operation-failed', operation: 'a', message: 'x', lastLines: ['user:p4ss"w\\ord@host', 'fine'] });
    for (const sink of sinks) expect(sink.events).toMatchObject([{ lastLines: ['user:••••••@host', 'fine'] }]);
  });

  it('keeps an event readable when a secret is one of our own words', () => {
    const secrets = new Secrets();
    secrets.add('note');
    const sink = collector();
    createEmitter({ reporters: [sink], secrets })({ type: 'note', message: 'a note' });
    expect(sink.events).toMatchObject([{ type: 'note', message: 'a ••••••' }]);
  });

  it('goes on without a reporter that throws', () => {
    const sink = collector();
    let calls = 0;
    const broken: Reporter = {
      handle() {
        calls += 1;
        throw new Error('disk full');
      },
      finish: async () => {},
    };
    const emit = createEmitter({ reporters: [broken, sink], secrets: new Secrets() });
    emit({ type: 'note', message: '1' });
    emit({ type: 'note', message: '2' });
    expect([calls, sink.events.length]).toEqual([1, 2]);
  });
});
