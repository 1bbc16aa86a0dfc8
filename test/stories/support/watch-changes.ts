/** Asks again and again, and tells what was answered, each time that it changed. What fails is asked again. */
export function watchChanges<T>(ask: () => Promise<T>) {
  let watching = true;
  const seen: T[] = [];
  const loop = (async () => {
    while (watching) {
      const answer = await ask().catch(() => undefined);
      if (answer !== undefined && answer !== seen.at(-1)) seen.push(answer);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  return {
    stop: async () => {
      watching = false;
      await loop;
      return seen;
    },
  };
}
