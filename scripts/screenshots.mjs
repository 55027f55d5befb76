import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { ensureBrowsers, ensureDependencies } from './setup.mjs';

// `npm run screenshots [SCENE…]`: pictures of the panel in the real DevTools, into docs/images.

try {
  await ensureDependencies();
  await build({ targets: ['chrome'] });
  const { chromium } = await ensureBrowsers({ chromium: true });
  process.env.IDSCOPE_CHROMIUM = chromium;
  const { runnerImport } = await import('vite');
  const take = fileURLToPath(new URL('../test/screenshots/take.ts', import.meta.url));
  await runnerImport(take, { configFile: false, logLevel: 'warn' });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
