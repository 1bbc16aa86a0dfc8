/** Lists and objects inside each other that are read. What people write has a dozen. */
export const MOST_LEVELS = 100;

/** How a document is refused that would lead what reads it too far down into itself. */
export const TOO_DEEP = {
  message: 'lists and objects are nested too deeply',
  hint: `At most ${MOST_LEVELS} levels are read.`,
} as const;
