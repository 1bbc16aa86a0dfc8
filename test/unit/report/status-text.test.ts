import { describe, expect, it } from 'vitest';
import { createScreen } from '../../../src/report/repaint.ts';
import { statusText } from '../../../src/report/status-text.ts';
import { MemoryStream } from '../../support/memory-stream.ts';
import { sampleStatus } from '../../support/sample-status.ts';
import { Screen } from '../../support/screen.ts';

describe('statusText', () => {
  it('shows cluster, conditions, owners, machines with the reason, other hosts and warnings', () => {
    expect(statusText(sampleStatus)).toBe(`b-cluster  Provisioned  v1.34.2  https://192.168.73.192:6443

CONDITION  STATUS  REASON    MESSAGE
Ready      True    AllReady  every machine is Ready

OWNER          WANTED  CURRENT  READY  UP-TO-DATE  DELETING
control-plane  1       1        1      1           0
workers        0       0        0      0           1

MACHINE  OWNER          ADDRESS        PHASE     READY  VERSION  HOST         WHY
cp-1     control-plane  192.168.73.11  Running   yes    v1.34.2  InUse
w-1      workers        192.168.73.21  Deleting  no     v1.34.2  Unreachable  its host left the inventory

OTHER HOST  ADDRESS        PHASE      MACHINE
spare-1     192.168.73.31  Available

HEALTH CHECK   MACHINES  HEALTHY  REMEDIATION  BECAUSE
workers-check  2         1        allowed      1 of 2 not healthy, maxUnhealthy is 1

NOT HEALTHY  CHECK          VERDICT    WHY                                        WHAT NOW
w-1          workers-check  unhealthy  Ready is Unknown since 7m, 5m are allowed  there is no free host for another one, and its own does not answer

warning: node w-9 is in the cluster, but nobody knows it`);
  });

  it('shows no empty tables', () => {
    const text = statusText({
      ...sampleStatus,
      version: undefined,
      machines: [],
      hosts: [],
      healthChecks: [],
      warnings: [],
    });
    expect(text).toMatch(/^b-cluster {2}Provisioned {2}https:/);
    for (const word of ['MACHINE', 'OTHER HOST', 'HEALTH', 'warning']) expect(text).not.toContain(word);
  });
});

describe('createScreen', () => {
  function terminal(rows: number, columns = 40) {
    const stream = new MemoryStream({ rows, columns });
    const screen = new Screen(rows);
    let read = 0;
    const look = () => {
      screen.feed(stream.text.slice(read));
      read = stream.text.length;
      return screen.lines;
    };
    screen.feed('$ installer status --watch\n');
    return { painter: createScreen(stream), look, screen, stream };
  }

  it('paints over what was there, shorter texts too', () => {
    const { painter, look } = terminal(10);
    painter.paint('one long line\ntwo\nthree');
    expect(look()).toEqual(['one long line', 'two', 'three']);
    painter.paint('one\ntwo');
    expect(look()).toEqual(['one', 'two']);
  });

  it('never clears what it is going to write again: nothing flickers', () => {
    const { painter, stream } = terminal(10);
    painter.paint('one');
    const before = stream.text.length;
    painter.paint('two');
    expect(stream.text.slice(before)).not.toContain('\u001b[2J');
  });

  it('cuts what does not fit and says how much that is', () => {
    const { painter, look, screen } = terminal(5, 10);
    const text = ['a line that is too long', 'b', 'c', 'd', 'e', 'f'].join('\n');
    for (let i = 0; i < 3; i++) painter.paint(text);
    expect(look()).toEqual(['a line th…', 'b', 'c', '… and 3 m…']);
    expect(screen.scrolledOut).toEqual([]);
  });

  it('hides the cursor and gives it back, with the last picture above it', () => {
    const { painter, look, stream } = terminal(10);
    painter.paint('one');
    expect(stream.text).toContain('\u001b[?25l');
    painter.end();
    expect(stream.text.endsWith('\n\u001b[?25h')).toBe(true);
    expect(look()).toEqual(['one']);
  });

  it('writes nothing where nothing was painted', () => {
    const { painter, stream } = terminal(10);
    painter.end();
    expect(stream.text).toBe('');
  });
});
