import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBrowsers, ensureDependencies } from './setup.mjs';

// Runs on a fresh clone: nothing but Node's own modules may be imported above `ensureDependencies`.

const root = fileURLToPath(new URL('..', import.meta.url));

/** The demo is TypeScript; it is bundled once a start, which takes less than asking whether it is stale. */
async function loadDemo() {
  const { build } = await import('esbuild');
  const version = process.env.npm_package_version ?? '0.0.0';
  const outfile = join(root, 'node_modules/.cache/idscope/demo.mjs');
  await mkdir(join(outfile, '..'), { recursive: true });
  await build({
    entryPoints: [join(root, 'demo/start.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    define: { __IDSCOPE_VERSION__: JSON.stringify(version) },
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

async function prepare(browser) {
  const { build } = await import('./build.mjs');
  const programs = await ensureBrowsers({ [browser]: true });
  await build({ targets: [browser === 'firefox' ? 'firefox' : 'chrome'] });
  return programs[browser];
}

try {
  await ensureDependencies();
  const { main } = await loadDemo();
  process.exitCode = await main({ root, args: process.argv.slice(2), prepare });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
