import { countOf } from '../model/count-of.ts';
import { truncate } from './text.ts';

export interface Screen {
  /** Shows `text` in place of what was shown before; what does not fit is cut. */
  paint(text: string): void;
  /** Gives the terminal back, the last picture still on it. */
  end(): void;
}

/** The part of a terminal's stream that repainting needs. */
export interface ScreenStream {
  write(text: string): boolean;
  rows?: number | undefined;
  columns?: number | undefined;
}

const HOME = '\u001b[H';
const CLEAR = '\u001b[2J';
const REST_OF_LINE = '\u001b[K';
const REST_OF_SCREEN = '\u001b[J';
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

/** A terminal that is painted over: old text is overwritten rather than cleared, in one write, so that nothing flickers. */
export function createScreen(stream: ScreenStream): Screen {
  let painted = false;
  return {
    paint(text) {
      const lines = cutTo(text.split('\n'), stream.rows ?? 24, stream.columns ?? 80);
      const start = painted ? HOME : `${HIDE_CURSOR}${HOME}${CLEAR}`;
      painted = true;
      stream.write(`${start}${lines.map((line) => `${line}${REST_OF_LINE}`).join('\n')}${REST_OF_SCREEN}`);
    },
    end() {
      if (painted) stream.write(`\n${SHOW_CURSOR}`);
    },
  };
}

/** The last row stays free: a line that ended there would scroll the picture. */
function cutTo(lines: readonly string[], rows: number, columns: number): string[] {
  const room = Math.max(1, rows - 1);
  const shown =
    lines.length <= room
      ? lines
      : [...lines.slice(0, room - 1), `… and ${countOf(lines.length - room + 1, 'more line')}`];
  return shown.map((line) => truncate(line, columns));
}
