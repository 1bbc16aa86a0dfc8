import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Stories run the product as it is shipped: `npm test` builds it and sets up the lab before. */
export function setup(): void {
  const bin = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
  if (!existsSync(bin))
    throw new Error('dist/main.js is missing: run the stories through npm test, or npm run build first');
}
