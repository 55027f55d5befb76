import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { ensureBrowsers, ensureDependencies } from './setup.mjs';

// `npm run corpus -- correct` walks the correct stories in Chromium and keeps their recordings in test/fixtures/corpus;
// names of stories and `--only TEXT` choose, `--list` only lists, `--built` takes the extension as it was built last.

const root = fileURLToPath(new URL('..', import.meta.url));
const flags = process.argv.slice(2);

/** As deep below the root as test/e2e/support, whose files find the root by their own place. */
const folder = join(root, 'dist', 'corpus', 'run');
const outfile = join(folder, `main-${process.pid}.mjs`);

function run(env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [outfile, ...flags.filter((flag) => flag !== '--built')], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

try {
  await ensureDependencies();
  if (!flags.includes('--built') && !flags.includes('--list')) await build();
  const { chromium } = flags.includes('--list') ? { chromium: '' } : await ensureBrowsers({ chromium: true });
  const { build: bundle } = await import('esbuild');
  await mkdir(folder, { recursive: true });
  await bundle({
    entryPoints: [join(root, 'test', 'corpus', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    define: { __IDSCOPE_VERSION__: JSON.stringify('corpus') },
    logLevel: 'silent',
  });
  process.exitCode = await run({ IDSCOPE_CHROMIUM: chromium });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
} finally {
  await rm(outfile, { force: true });
}
