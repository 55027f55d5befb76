import { join } from 'node:path';
import { sizesOf } from './budgets.mjs';
import { build, dist } from './build.mjs';

// `npm run size`: what the built files weigh, beside what they may.

try {
  await build();
  for (const target of ['chrome', 'firefox']) {
    console.log(`${target}: kB compressed, of what it may weigh`);
    for (const { what, files, kb, most } of await sizesOf(join(dist, target))) {
      const held = files === 1 ? '1 file' : `${files} files`;
      console.log(`  ${what.padEnd(10)} ${kb.toFixed(2).padStart(7)} of ${String(most).padStart(4)}  ${held}`);
    }
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
