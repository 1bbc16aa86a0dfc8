import { describe, expect, it } from 'vitest';
import { outputBudget } from '../../../src/state/output-budget.ts';
import { timed } from '../../support/journal.ts';

const said = (line: string, host = 'w-1', operation?: string) =>
  timed({ type: 'host-output', host, stream: 'stdout', line, ...(operation !== undefined && { operation }) });
const reported = (message: string) =>
  timed({ type: 'operation-progress', operation: 'w-1/prepare-host', host: 'w-1', message });

describe('outputBudget', () => {
  it('bounds what one operation says on one host, says so once, and keeps what else happens', () => {
    const keep = outputBudget({ ofOne: 10, ofAll: 1_000 });
    const finished = timed({ type: 'note', message: 'x'.repeat(100) });
    expect(keep(said('0123456789'))).toHaveLength(1);
    expect(keep(said('the last'))).toHaveLength(1);
    expect(keep(said('too much'))).toMatchObject([{ type: 'note', message: expect.stringContaining('on w-1') }]);
    expect(keep(said('too much'))).toEqual([]);
    expect(keep(finished)).toEqual([finished]);
    expect(keep(said('another host', 'w-2'))).toHaveLength(1);
    expect(keep(said('another operation', 'w-1', 'w-1/join-worker'))).toHaveLength(1);
  });

  it('bounds what operations report of a host together with what it says', () => {
    const keep = outputBudget({ ofOne: 10, ofAll: 1_000 });
    expect(keep(reported('0123456789a'))).toHaveLength(1);
    expect(keep(said('more', 'w-1', 'w-1/prepare-host'))).toMatchObject([{ type: 'note' }]);
    expect(keep(reported('more'))).toEqual([]);
  });

  it('bounds all hosts together', () => {
    const keep = outputBudget({ ofOne: 100, ofAll: 25 });
    const kept = ['a', 'b', 'c', 'd', 'e'].flatMap((host) => keep(said('0123456789', host)));
    expect(kept.map(({ type }) => type)).toEqual(['host-output', 'host-output', 'host-output', 'note', 'note']);
  });

  it('cuts a line that is too long', () => {
    const [kept] = outputBudget()(said('x'.repeat(100_000)));
    expect(kept?.type === 'host-output' && kept.line).toMatch(/^x{4000}…$/);
  });
});
