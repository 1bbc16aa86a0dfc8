import { describe, expect, test } from 'vitest';
import { applySteps, observeSteps } from '../../../src/operations/steps-on-host.ts';
import { RecordingContext } from '../../support/apply-context.ts';
import { type Answer, FakeHost } from '../../support/fake-host.ts';
import { failedStepReport, guardedStep, stepReport } from '../../support/steps.ts';

const steps = [guardedStep('os/swap', { timeout: 30 }), guardedStep('os/modules', { timeout: 40 })];

const answering = (answer: Answer) => new FakeHost('cp-1', [{ match: /installer_steps/, answer }]);

describe('observing steps', () => {
  test('tells how each stands, in one look that changes nothing', async () => {
    const host = answering({ stdout: stepReport(steps, ['ok', 'change']) });
    const states = await observeSteps(host, steps);
    expect(states.map(({ id, status }) => [id, status])).toEqual([
      ['os/swap', 'ok'],
      ['os/modules', 'change'],
    ]);
    expect(host.order).toEqual(['read']);
  });

  test('asks nothing when there is nothing to ask', async () => {
    const host = new FakeHost('cp-1');
    expect(await observeSteps(host, [])).toEqual([]);
    expect(host.order).toEqual([]);
  });

  test.each([
    ['the script breaks', { code: 2, stdout: stepReport(steps, ['ok', 'ok']), stderr: 'sh: 1: bad\n\n' }, 2],
    ['a step is not reported', { code: 0, stdout: stepReport(steps, ['ok']), stderr: 'sh: 1: bad\n' }, 0],
  ])('is an error when %s', async (_, answer, exitCode) => {
    await expect(observeSteps(answering(answer), steps)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: "the playbooks' checks ended early on cp-1",
      details: { host: 'cp-1', exitCode, lastLines: ['sh: 1: bad'] },
    });
  });
});

describe('applying steps', () => {
  test('counts what changed and tells of it, but not of steps that were done', async () => {
    const context = new RecordingContext();
    const host = answering({ stdout: `some command said\n${stepReport(steps, ['ok', 'changed'])}` });
    expect(await applySteps(host, steps, context)).toBe(1);
    expect(context.steps).toEqual([{ step: 'os/modules', title: 'Do os/modules', status: 'changed', ms: 0 }]);
    expect(context.messages).toEqual(['some command said']);
  });

  test('gives the script the time of all steps together, and the signal of the run', async () => {
    const context = new RecordingContext();
    const host = answering({ stdout: stepReport(steps, ['ok', 'ok']) });
    await applySteps(host, steps, context);
    const [asked] = host.scripts;
    expect(asked?.options.timeoutMs).toBeGreaterThan(70_000);
    expect(asked?.options.signal).toBe(context.signal);
  });

  test('is no success when a script that arrived cut short ended with 0 and did less than it should', async () => {
    const host = answering({ code: 0, stdout: stepReport(steps, ['changed']) });
    await expect(applySteps(host, steps, new RecordingContext())).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'the script of the playbooks failed on cp-1',
    });
  });

  test('a failed step is named with its command and what that said', async () => {
    const context = new RecordingContext();
    const said = failedStepReport(steps, 1, 7, 'no such module\nat all\n');
    const host = answering({ code: 1, stdout: `${stepReport(steps, ['changed'])}${said}` });
    await expect(applySteps(host, steps, context)).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'step "Do os/modules" failed on cp-1',
      details: { host: 'cp-1', command: 'do os/modules', exitCode: 7, lastLines: ['no such module', 'at all'] },
    });
    expect(context.steps.map(({ status }) => status)).toEqual(['changed', 'failed']);
  });

  test('a step that ran out of time says so', async () => {
    const host = answering({ code: 1, stdout: failedStepReport(steps, 0, 124, '') });
    await expect(applySteps(host, steps, new RecordingContext())).rejects.toThrow(
      'step "Do os/swap" failed on cp-1: not done after 30 s',
    );
  });

  test('a script that breaks outside of every step tells what it said last', async () => {
    const host = answering({ code: 65, stderr: 'claimed by another cluster\n' });
    await expect(applySteps(host, steps, new RecordingContext())).rejects.toMatchObject({
      kind: 'operation-failed',
      message: 'the script of the playbooks failed on cp-1',
      details: { exitCode: 65, lastLines: ['claimed by another cluster'] },
    });
  });

  test('a host that another run holds is locked, not failed', async () => {
    const host = answering({ code: 75, stderr: 'held by process 42\n' });
    await expect(applySteps(host, steps, new RecordingContext())).rejects.toMatchObject({
      kind: 'locked',
      message: 'another run is changing cp-1',
      details: { host: 'cp-1', lastLines: ['held by process 42'] },
    });
  });
});
