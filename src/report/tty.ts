import { DefaultRenderer, Listr, ListrLogger, type ListrTaskWrapper, ProcessOutput, type SimpleRenderer } from 'listr2';
import type { ProgressModel, Stage } from './progress-model.ts';
import { stageEnded, stageFailed, stageSkipped } from './progress-model.ts';
import { progressRows } from './progress-rows.ts';
import { truncate } from './text.ts';

/** A terminal; its size is read anew for each picture, for it may be resized. */
export type TerminalStream = NodeJS.WritableStream & { rows?: number; columns?: number };

/** A live drawing of a run, refreshed by itself until it is ended. */
export interface Picture {
  /** Shows `text` below the stages until the next note. */
  note(text: string): void;
  /** Draws the last state and leaves it on the screen. */
  end(): Promise<void>;
}

/** Lines that a picture takes beside its stages: late stages, the latest note, and the empty line under the cursor. */
export const PICTURE_EXTRA_ROWS = 3;

const REFRESH_MS = 200;
/** Columns taken by listr2: icon, indentation, right margin. */
const MARGIN_COLUMNS = 6;
const DEFAULT_ROWS = 24;
const DEFAULT_COLUMNS = 80;

interface Row {
  stage: () => Stage | undefined;
  wrapper?: Title;
  settled: boolean;
  settle: () => void;
  task: (context: unknown, wrapper: TaskWrapper) => Promise<void>;
}

type TaskWrapper = ListrTaskWrapper<unknown, typeof StreamRenderer, typeof SimpleRenderer>;
/** listr2 only looks whether stdout is a terminal; ours may be stderr, and who started the picture has looked. */
class StreamRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

type Title = Pick<TaskWrapper, 'title'>;

/**
 * Starts drawing what `model` knows: one row per stage, below it the hosts that run or have failed, never more lines
 * than the terminal has. The stages known now get a row each; those heard of later share one, because listr2 cannot
 * run a task that is added to a running list. Everything else written to `stream` meanwhile appears after the end.
 */
export function startPicture(stream: TerminalStream, model: ProgressModel, now: () => number): Picture {
  const first = [...model.stages];
  const rows = [...first.map((stage) => createRow(() => stage)), createRow(() => lateStages(model, first.length))];
  const footer = createRow(() => undefined);
  // log-update keeps the height it saw first.
  const rowsAtStart = stream.rows ?? DEFAULT_ROWS;

  const draw = () => {
    const shown = rows.flatMap((row) => {
      const stage = row.stage();
      return stage ? [{ row, stage }] : [];
    });
    const height = Math.min(stream.rows ?? DEFAULT_ROWS, rowsAtStart) - PICTURE_EXTRA_ROWS;
    const columns = (stream.columns ?? DEFAULT_COLUMNS) - MARGIN_COLUMNS;
    const texts = progressRows(
      shown.map(({ stage }) => stage),
      Math.max(height, shown.length),
      columns,
      now(),
    );
    for (const [index, { row, stage }] of shown.entries()) {
      setTitle(row, (texts[index] ?? []).join('\n'));
      if (stageEnded(stage) && row !== rows.at(-1)) row.settle();
    }
  };

  const list = new Listr(
    [...rows, footer].map(({ task }) => ({ title: '', task })),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      renderer: StreamRenderer,
      rendererOptions: {
        formatOutput: 'truncate',
        showErrorMessage: false,
        logger: new ListrLogger({ useIcons: true, processOutput: outputTo(stream) }),
      },
    },
  );
  const finished = list.run().catch(() => undefined);
  const timer = setInterval(draw, REFRESH_MS);
  timer.unref();
  draw();

  return {
    note(text) {
      setTitle(footer, truncate(text, (stream.columns ?? DEFAULT_COLUMNS) - MARGIN_COLUMNS));
    },
    async end() {
      clearInterval(timer);
      draw();
      setTitle(footer, '');
      for (const row of [...rows, footer]) row.settle();
      await finished;
    },
  };
}

function createRow(stage: Row['stage']): Row {
  let resolve = () => {};
  const ended = new Promise<void>((done) => {
    resolve = done;
  });
  const row: Row = {
    stage,
    settled: false,
    settle() {
      row.settled = true;
      resolve();
    },
    async task(_, wrapper) {
      // What was drawn before listr2 got here.
      if (row.wrapper) wrapper.title = row.wrapper.title;
      row.wrapper = wrapper;
      await ended;
      const last = stage();
      if (last && stageFailed(last)) throw new Error('failed');
      if (last && stageSkipped(last)) wrapper.skip(wrapper.title);
    },
  };
  return row;
}

function setTitle(row: Row, title: string): void {
  if (row.settled) return;
  row.wrapper ??= { title };
  if (row.wrapper.title !== title) row.wrapper.title = title;
}

function lateStages(model: ProgressModel, known: number): Stage | undefined {
  const late = model.stages.slice(known).flatMap(({ operations }) => [...operations]);
  return late.length === 0 ? undefined : { name: 'other operations', operations: new Map(late) };
}

/** listr2 asks for a tty.WriteStream but uses only its `write`, `rows` and `columns`. */
function outputTo(stream: TerminalStream): ProcessOutput {
  const output = stream as NodeJS.WriteStream;
  return new ProcessOutput(output, output);
}
