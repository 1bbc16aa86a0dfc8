#!/usr/bin/env node
// The rooms that only decide must give the same answer for the same question: they are handed the time, they do not read
// it. Import rules cannot see globals, so this looks for them in the text.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './children.mjs';

const PURE_ROOMS = ['model', 'plan', 'playbook', 'kubeadm', 'observe'];
const CLOCKS =
  /\bDate\.now\b|\bnew Date\(\)|\bDate\(\)|\bperformance\.now\b|\bhrtime\b|\bMath\.random\b|\bset(?:Timeout|Interval)\b/;

let found = 0;
for (const room of PURE_ROOMS) {
  const folder = path.join(root, 'src', room);
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.ts') || name.endsWith('.gen.ts')) continue;
    const lines = readFileSync(path.join(folder, name), 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      const clock = CLOCKS.exec(line.replace(/^\s*(\/\/|\*|\/\*).*/, ''));
      if (!clock) continue;
      console.log(
        `src/${room}/${name}:${index + 1}: ${clock[0]} in a room that reads no clock: take the time as a parameter`,
      );
      found += 1;
    }
  }
}
if (found > 0) process.exitCode = 1;
