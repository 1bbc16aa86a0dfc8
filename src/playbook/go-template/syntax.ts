/** A part of a Go template. */
export type Node =
  | { text: string }
  | { print: Pipeline }
  | { jump: 'break' | 'continue' }
  | { branch: 'if' | 'with' | 'range'; pipeline: Pipeline; body: Node[]; otherwise: Node[] };

/** `$x := .a | replace "a" "b"` */
export interface Pipeline {
  /** Variables that are set, without their `$`. */
  variables: string[];
  /** They are new (`:=`), or have been declared before (`=`). */
  declares: boolean;
  commands: Command[];
  offset: number;
}

/** The words of a command: a value, or a function and its arguments. */
export type Command = Operand[];

export type Operand = { offset: number; fields: string[] } & (
  | { kind: 'dot' }
  | { kind: 'variable'; name: string }
  | { kind: 'function'; name: string }
  | { kind: 'literal'; value: string | bigint | number | boolean | null }
  | { kind: 'pipeline'; pipeline: Pipeline }
);
