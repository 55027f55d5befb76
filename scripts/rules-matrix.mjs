import { spawnSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './setup.mjs';

// `npm run rules:matrix` writes into docs/RULES.md which rule is broken with which SDK, and prints it.

const root = fileURLToPath(new URL('..', import.meta.url));
/** As deep below the root as test/e2e/support, whose files find the root by their own place. */
const folder = join(root, 'dist', 'corpus', 'run');
const outfile = join(folder, `matrix-${process.pid}.mjs`);

try {
  await ensureDependencies();
  const { build } = await import('esbuild');
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(root, 'test', 'corpus', 'matrix-main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  });
  process.exitCode = spawnSync(process.execPath, [outfile], { cwd: root, stdio: 'inherit' }).status ?? 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
} finally {
  await rm(outfile, { force: true });
}
