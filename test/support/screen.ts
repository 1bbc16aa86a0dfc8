/**
 * Enough of a terminal to see what a drawing leaves on it: cursor up and home, erase, carriage return, scrolling. Lines that
 * scroll out of the top can never be redrawn, which is what garbles a list that is taller than the screen.
 */
export class Screen {
  readonly scrolledOut: string[] = [];
  #lines: string[] = [''];
  #row = 0;
  #column = 0;
  readonly #rows: number;

  constructor(rows: number) {
    this.#rows = rows;
  }

  /** Lines now on the screen, without blank ones at the end. */
  get lines(): string[] {
    return this.#lines.join('\n').trimEnd().split('\n');
  }

  feed(text: string): void {
    for (const [token] of text.matchAll(/\u001b\[[?\d;]*[A-Za-z]|[\s\S]/gu)) this.#take(token);
  }

  #take(token: string): void {
    const [, count, letter] = /^\u001b\[\??([\d;]*)([A-Za-z])$/.exec(token) ?? [];
    if (letter === 'A') this.#row = Math.max(0, this.#row - Number(count || 1));
    else if (letter === 'G') this.#column = Number(count || 1) - 1;
    else if (letter === 'H') [this.#row, this.#column] = [0, 0];
    else if (letter === 'J') this.#erase(count === '2');
    else if (letter === 'K') this.#lines[this.#row] = count === '2' ? '' : this.#line().slice(0, this.#column);
    else if (letter !== undefined) return;
    else if (token === '\n') this.#newLine();
    else if (token === '\r') this.#column = 0;
    else {
      this.#lines[this.#row] = this.#line().padEnd(this.#column).slice(0, this.#column) + token;
      this.#column += 1;
    }
  }

  #erase(all: boolean): void {
    if (all) this.#lines = [''];
    else this.#lines = [...this.#lines.slice(0, this.#row), this.#line().slice(0, this.#column)];
  }

  #line(): string {
    return this.#lines[this.#row] ?? '';
  }

  #newLine(): void {
    this.#row += 1;
    this.#column = 0;
    if (this.#row >= this.#lines.length) this.#lines.push('');
    if (this.#lines.length > this.#rows) {
      this.scrolledOut.push(this.#lines.shift() ?? '');
      this.#row -= 1;
    }
  }
}
